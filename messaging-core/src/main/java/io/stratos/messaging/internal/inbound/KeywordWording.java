package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.consent.ConsentAction;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.Keyword;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.routing.Sender;
import io.stratos.messaging.routing.SenderKind;
import io.stratos.messaging.spi.store.AddressRecord;
import io.stratos.messaging.tenant.KeywordAnswer;
import io.stratos.messaging.tenant.TenantProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is answered to a keyword: what it changed, no more and no less, in the language it was written in. */
record KeywordWording(@Nullable KeywordAnswer answer, ReplyReading reading, List<Purpose> purposes) {

    /** What US and Canadian networks answer themselves on toll-free numbers: these words alone. */
    private static final Set<List<String>> NETWORKS_WORDS = Set.of(List.of("stop"), List.of("unstop"));

    private static final Map<String, Map<Purpose, String>> NAMES = Map.of(
            "en",
                    Map.of(
                            Purpose.TRANSACTIONAL, "service",
                            Purpose.MARKETING, "marketing",
                            Purpose.CONVERSATIONAL, "chat"),
            "es",
                    Map.of(
                            Purpose.TRANSACTIONAL, "servicio",
                            Purpose.MARKETING, "publicidad",
                            Purpose.CONVERSATIONAL, "chat"),
            "fr",
                    Map.of(
                            Purpose.TRANSACTIONAL, "service",
                            Purpose.MARKETING, "marketing",
                            Purpose.CONVERSATIONAL, "discussion"));

    static KeywordWording of(Keyword keyword, ReplyReading reading, List<ConsentEvent> events, AddressRecord contact) {
        return switch (keyword) {
            case STOP -> stop(reading, events);
            case START -> new KeywordWording(KeywordAnswer.START, reading, List.of());
            case HELP -> new KeywordWording(KeywordAnswer.HELP, reading, List.of());
            case YES -> thanks(reading, events, contact);
        };
    }

    private static KeywordWording stop(ReplyReading reading, List<ConsentEvent> events) {
        for (ConsentEvent event : events) {
            if (event.action() == ConsentAction.OPT_OUT_SENDER) {
                return new KeywordWording(KeywordAnswer.STOP_SENDER, reading, List.of());
            }
            Purpose purpose = event.purpose();
            if (event.action() == ConsentAction.OPT_OUT && purpose != null) {
                return new KeywordWording(KeywordAnswer.STOP_PURPOSE, reading, List.of(purpose));
            }
        }
        return new KeywordWording(KeywordAnswer.STOP, reading, List.of());
    }

    private static KeywordWording thanks(ReplyReading reading, List<ConsentEvent> events, AddressRecord contact) {
        boolean confirmed = events.stream().anyMatch(event -> event.action() == ConsentAction.CONFIRM);
        List<Purpose> asked = Arrays.stream(Purpose.values())
                .filter(purpose -> contact.consent()
                        .at(contact.readAt())
                        .standing(purpose)
                        .pendingUntil()
                        .isPresent())
                .toList();
        return new KeywordWording(confirmed ? KeywordAnswer.THANKS : null, reading, asked);
    }

    boolean isAnything() {
        return answer != null;
    }

    boolean isThanks() {
        return answer == KeywordAnswer.THANKS;
    }

    boolean isAnsweredByTheNetwork(Sender sender) {
        return sender.kind() == SenderKind.TOLL_FREE
                && sender.address().value().startsWith("+1")
                && NETWORKS_WORDS.contains(reading.words());
    }

    String text(TenantProfile tenant) {
        if (answer == null) {
            throw new IllegalStateException("nothing is answered");
        }
        String language = reading.language();
        Map<Purpose, String> names = NAMES.getOrDefault(language, Map.of());
        String purpose = purposes.stream()
                .map(one -> names.getOrDefault(
                        one, NAMES.getOrDefault("en", Map.of()).getOrDefault(one, "")))
                .collect(Collectors.joining(", "));
        return tenant.keywordTexts()
                .text(answer, language)
                .replace("{business}", tenant.businessName())
                .replace("{help}", tenant.helpContact())
                .replace("{purpose}", purpose);
    }
}
