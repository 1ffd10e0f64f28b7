package io.stratos.messaging.sim;

import io.stratos.messaging.ConsentDesk;
import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.StoreException;
import io.stratos.messaging.id.MessageId;
import io.stratos.messaging.id.TenantId;
import io.stratos.messaging.message.Message;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.message.Origin;
import io.stratos.messaging.message.OutboundMessage;
import io.stratos.messaging.spi.provider.SendRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Opt-outs that commit while messages to that contact are due, claimed, intended or in flight; counts them. */
final class Races {

    private static final Set<ConsentAction> OPT_OUTS =
            Set.of(ConsentAction.OPT_OUT_ALL, ConsentAction.OPT_OUT, ConsentAction.OPT_OUT_SENDER);
    private static final int AT_ONCE = 3;

    private record Runner(TenantId tenant, String number) {}

    private final World world;
    private final Map<Runner, List<MessageId>> running = new HashMap<>();
    private final Map<Runner, Instant> stopped = new HashMap<>();
    private final List<Runner> field = new ArrayList<>();
    private int numbers;

    /** Opt-outs of contacts to whom a message was on its way through the engine. */
    int raced;

    /** Of those, how many came before the intent: the message must never go. */
    int first;

    /** Of those, how many came while a request was intended or on its way. */
    int between;

    /** Requests written after an opt-out had committed whose intent had committed before it. */
    int inFlight;

    /** Requests written after an opt-out had committed whose intent had not. */
    int after;

    Races(World world) {
        this.world = world;
    }

    /** New contacts who agree and get a message each. */
    void send(Node node, Step step, SplittableRandom random) {
        field.clear();
        TenantId tenant = World.TENANTS.get(random.nextInt(2));
        List<OutboundMessage> batch = new ArrayList<>();
        ConsentDesk desk = node.engine.tenant(tenant.value()).consent();
        for (int i = 0; i < AT_ONCE; i++) {
            String number = String.format(Locale.ROOT, "+1%s55501%02d", areas(numbers / 100), numbers++ % 100);
            Runner runner = new Runner(tenant, number);
            Purpose purpose = random.nextInt(3) == 0 ? Purpose.MARKETING : Purpose.TRANSACTIONAL;
            desk.optIn(number, purpose, Evidence.form("race"));
            field.add(runner);
            batch.add(OutboundMessage.to(number)
                    .text(tenant + " says hurry to " + number)
                    .purpose(purpose));
        }
        var answers = node.engine.tenant(tenant.value()).messages().send(batch);
        for (int i = 0; i < AT_ONCE; i++) {
            running.put(field.get(i), List.of(answers.get(i).messageId()));
        }
    }

    private static String areas(int which) {
        return List.of("206", "312", "212").get(which);
    }

    /** Everybody in the field wants no more of it, by whatever way. */
    void optOut(Node node, Mail mail, SplittableRandom random) {
        for (Runner runner : List.copyOf(field)) {
            if (stopped.containsKey(runner)) {
                continue;
            }
            Address customer = PhoneNumber.of(runner.number());
            ConsentDesk desk = node.engine.tenant(runner.tenant().value()).consent();
            try {
                switch (random.nextInt(3)) {
                    case 0 -> mail.texts(node, runner.tenant(), random.nextInt(2), runner.number(), "STOP");
                    case 1 -> desk.optOutOfAll(customer, Evidence.agent("ann"));
                    default -> {
                        desk.optOut(customer, Purpose.TRANSACTIONAL, Evidence.agent("ann"));
                        desk.optOut(customer, Purpose.MARKETING, Evidence.agent("ann"));
                    }
                }
            } catch (StoreException failed) {
                world.log("the host hears that it failed");
            }
        }
    }

    void recorded(TenantId tenant, ConsentEvent event) {
        Runner runner = new Runner(tenant, event.address().value());
        if (!OPT_OUTS.contains(event.action()) || stopped.putIfAbsent(runner, world.now()) != null) {
            return;
        }
        for (MessageId id : running.getOrDefault(runner, List.of())) {
            Message message = world.base.session().message(tenant, id).orElseThrow();
            boolean intended = world.journal.units.containsKey(tenant + "/" + id + "#0");
            boolean waits = message.status() == MessageStatus.QUEUED && !intended;
            boolean going = message.status() == MessageStatus.SENDING || message.status() == MessageStatus.IN_DOUBT;
            raced += waits || going ? 1 : 0;
            first += waits ? 1 : 0;
            between += going ? 1 : 0;
        }
    }

    void written(SendRequest request, Journal.Intended intent) {
        if (intent == null) {
            return;
        }
        Runner runner = new Runner(intent.message().tenant(), request.to().value());
        Instant at = stopped.get(runner);
        if (at != null && running.containsKey(runner) && isOwn(intent.message())) {
            List<ConsentEvent> known = world.journal
                    .permits
                    .getOrDefault(request.attempt(), intent)
                    .known()
                    .events();
            boolean before = known.stream().noneMatch(event -> OPT_OUTS.contains(event.action()));
            inFlight += before ? 1 : 0;
            after += !before && PlainConsent.of(known).refusal(intent.message(), world.now()) != null ? 1 : 0;
        }
    }

    private static boolean isOwn(Message message) {
        return message.origin() == Origin.HOST;
    }
}
