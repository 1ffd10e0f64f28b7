package io.stratos.messaging.jdbc;

import io.stratos.messaging.contact.Channel;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.MessageProvider;
import io.stratos.messaging.spi.provider.ProviderCapabilities;
import io.stratos.messaging.spi.provider.ProviderCapabilities.Feature;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.spi.provider.WebhookReading;
import io.stratos.messaging.webhook.WebhookRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Sends to a {@link JournalServer}, one line on one connection for each request. */
final class JournalProvider implements MessageProvider {

    private static final int PATIENCE_MILLIS = 900;

    private final int port;

    JournalProvider(int port) {
        this.port = port;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public ProviderCapabilities capabilities() {
        return new ProviderCapabilities(
                Set.of(Channel.SMS),
                1600,
                0,
                0,
                Duration.ZERO,
                Set.of(Feature.LOOK_UP, Feature.LOOK_UP_PROVES_ABSENCE, Feature.ANSWERS_KEYWORDS));
    }

    @Override
    public Outcome send(SendRequest request) {
        boolean connected = false;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            connected = true;
            String answer = ask(
                    socket,
                    "SEND\t" + request.attempt() + "\t" + request.content().text());
            return answer.startsWith("OK ")
                    ? new Outcome.Accepted(answer.substring(3))
                    : new Outcome.InDoubt("answered " + answer);
        } catch (IOException e) {
            return connected ? new Outcome.InDoubt(e.toString()) : new Outcome.NotSent(e.toString(), null);
        }
    }

    @Override
    public LookupResult lookUp(LookupRequest request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String answer = ask(socket, "FIND\t" + request.attempt().id());
            return answer.startsWith("FOUND ")
                    ? new LookupResult.Found(answer.substring(6), MessageStatus.SENT)
                    : new LookupResult.Absent("the journal has no such attempt");
        } catch (IOException e) {
            return LookupResult.unknown(e.toString());
        }
    }

    private static String ask(Socket socket, String line) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        String answer =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return answer == null ? "nothing" : answer;
    }

    @Override
    public WebhookReading receive(WebhookRequest request) {
        return new WebhookReading.Rejected(403, "the journal calls nobody");
    }
}
