package io.stratos.messaging.twilio;

import static io.stratos.messaging.twilio.OneRequestServer.accepted;
import static io.stratos.messaging.twilio.OneRequestServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.delivery.Attempt;
import io.stratos.messaging.delivery.Outcome;
import io.stratos.messaging.delivery.Outcome.Accepted;
import io.stratos.messaging.delivery.Outcome.InDoubt;
import io.stratos.messaging.delivery.Outcome.NotSent;
import io.stratos.messaging.delivery.Outcome.Refused;
import io.stratos.messaging.message.MessageStatus;
import io.stratos.messaging.spi.provider.LookupRequest;
import io.stratos.messaging.spi.provider.LookupResult;
import io.stratos.messaging.spi.provider.SendRequest;
import io.stratos.messaging.twilio.OneRequestServer.Play;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong on a real socket, there is one request on the wire at most, and the outcome claims no more. */
class OneRequestOnTheWireTest {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String SUCCESS = "{\"sid\":\"" + OneRequestServer.SID + "\"}";

    static Stream<Arguments> faults() {
        return Stream.of(
                // Seen while connecting it was not sent, seen later it is in doubt.
                fault("reset before reading", OneRequestServer.Exchange::reset, Outcome.class),
                fault(
                        "reset after the headers",
                        exchange -> {
                            exchange.readHead();
                            exchange.reset();
                        },
                        InDoubt.class),
                fault(
                        "reset after the whole request",
                        exchange -> {
                            exchange.readAll();
                            exchange.reset();
                        },
                        InDoubt.class),
                fault(
                        "closed without an answer",
                        exchange -> {
                            exchange.readAll();
                            exchange.close();
                        },
                        InDoubt.class),
                fault("half a status line", raw("HTTP/1.1 20"), InDoubt.class),
                fault("half the headers", raw("HTTP/1.1 201 Created\r\nContent-Le"), InDoubt.class),
                fault("garbage", raw("\u0001\u0002 what?\r\n\r\n"), InDoubt.class),
                fault(
                        "201 cut short",
                        raw("HTTP/1.1 201 Created\r\nContent-Length: 4000\r\n\r\n" + SUCCESS),
                        InDoubt.class),
                fault(
                        "201 with a chunk cut short",
                        raw("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n" + SUCCESS),
                        InDoubt.class),
                fault("201 with garbage", answer("201 Created", "", "<html>welcome</html>"), InDoubt.class),
                fault("201 without a body", answer("201 Created", "", ""), InDoubt.class),
                fault("201 that goes on", answer("201 Created", "", SUCCESS + " ".repeat(300_000)), InDoubt.class),
                fault("200", answer("200 OK", "", SUCCESS), InDoubt.class),
                fault("204", raw("HTTP/1.1 204 No Content\r\n\r\n"), InDoubt.class),
                fault("301", answer("301 Moved", "Location: /elsewhere\r\n", ""), InDoubt.class),
                fault("302", answer("302 Found", "Location: /elsewhere\r\n", ""), InDoubt.class),
                fault("303", answer("303 See Other", "Location: /elsewhere\r\n", ""), InDoubt.class),
                fault("307", answer("307 Temporary", "Location: /elsewhere\r\n", ""), InDoubt.class),
                fault("308", answer("308 Permanent", "Location: /elsewhere\r\n", ""), InDoubt.class),
                fault("401", answer("401 No", "WWW-Authenticate: Basic realm=\"x\"\r\n", ""), Refused.class),
                fault("407", answer("407 No", "Proxy-Authenticate: Basic realm=\"x\"\r\n", ""), Outcome.class),
                fault("408", answer("408 Request Timeout", "", ""), InDoubt.class),
                fault("408, closed", answer("408 Request Timeout", "Connection: close\r\n", ""), InDoubt.class),
                fault("421", answer("421 Misdirected", "", ""), Refused.class),
                fault("425", answer("425 Too Early", "", ""), InDoubt.class),
                fault("429", answer("429 Too Many", "Retry-After: 3\r\n", ""), NotSent.class),
                fault("429, at once", answer("429 Too Many", "Retry-After: 0\r\n", ""), NotSent.class),
                fault("500", answer("500 Oh", "", "{\"code\":20500}"), InDoubt.class),
                fault("502 of a gateway", answer("502 Bad", "", "<html>bad gateway</html>"), InDoubt.class),
                fault("503, at once", answer("503 Busy", "Retry-After: 0\r\n", ""), InDoubt.class),
                fault("504", answer("504 Late", "", ""), InDoubt.class));
    }

    private static Arguments fault(String name, Play play, Class<? extends Outcome> expected) {
        return Arguments.of(name, play, expected);
    }

    private static Play raw(String text) {
        return exchange -> {
            exchange.readAll();
            exchange.write(text);
            exchange.close();
        };
    }

    private static TwilioProvider provider(String url) {
        return TwilioProvider.builder()
                .account(TwilioAccount.of(Requests.ACCOUNT, Requests.TOKEN))
                .baseUrl(url)
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anyFault_isOneRequestAtMost(String name, Play play, Class<? extends Outcome> expected)
            throws InterruptedException {
        try (OneRequestServer server = new OneRequestServer(play);
                TwilioProvider provider = provider(server.url())) {
            Outcome outcome = provider.send(Requests.text("hello"));

            assertThat(server.requestsWhenQuiet()).as(name).isLessThanOrEqualTo(1);
            assertThat(server.connections()).as(name).isEqualTo(1);
            assertThat(outcome).as(name).isInstanceOf(expected).isNotInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anyFaultOnAReusedConnection_isOneRequestAtMost(String name, Play play, Class<? extends Outcome> expected)
            throws InterruptedException {
        try (OneRequestServer server = new OneRequestServer(accepted(), play);
                TwilioProvider provider = provider(server.url())) {
            assertThat(provider.send(Requests.text("first"))).isInstanceOf(Accepted.class);
            Outcome outcome = provider.send(Requests.text("second"));

            assertThat(server.requestsWhenQuiet()).as(name).isLessThanOrEqualTo(2);
            assertThat(server.connections()).as(name).isLessThanOrEqualTo(2);
            if (!name.equals("reset before reading")) {
                assertThat(outcome).as(name).isInstanceOf(expected).isNotInstanceOf(Accepted.class);
            }
        }
    }

    @Test
    void keptConnection_closedBetweenTwoSends_costsNoSecondRequest() throws InterruptedException {
        Play acceptAndLeave = exchange -> {
            accepted().act(exchange);
            exchange.close();
        };
        try (OneRequestServer server = new OneRequestServer(acceptAndLeave, accepted());
                TwilioProvider provider = provider(server.url())) {
            assertThat(provider.send(Requests.text("first"))).isInstanceOf(Accepted.class);
            Outcome outcome = provider.send(Requests.text("second"));

            int requests = server.requestsWhenQuiet();
            // Seen in time, the connection is replaced; seen too late, nobody can know.
            if (outcome instanceof Accepted) {
                assertThat(requests).isEqualTo(2);
            } else {
                assertThat(outcome).isInstanceOf(InDoubt.class);
                assertThat(requests).isEqualTo(1);
            }
        }
    }

    @Test
    void lookUp_onAReusedConnectionThatBreaks_isOneRequest() throws InterruptedException {
        Play readAndReset = exchange -> {
            exchange.readAll();
            exchange.reset();
        };
        try (OneRequestServer server = new OneRequestServer(accepted(), readAndReset);
                TwilioProvider provider = provider(server.url())) {
            SendRequest sent = Requests.text("first");
            assertThat(provider.send(sent)).isInstanceOf(Accepted.class);
            Attempt attempt =
                    new Attempt(sent.attempt(), 0, sent.route(), Instant.EPOCH, null, null, MessageStatus.IN_DOUBT);

            assertThat(provider.lookUp(new LookupRequest(attempt, sent.to(), sent.content())))
                    .isInstanceOf(LookupResult.Unknown.class);
            assertThat(server.requestsWhenQuiet()).isEqualTo(2);
        }
    }

    @Test
    void slowDrip_endsWithTheDeadline() throws InterruptedException {
        assertOverInTime(exchange -> {
            exchange.readAll();
            exchange.write("HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n");
            exchange.drip(SUCCESS);
        });
    }

    @Test
    void slowHeaders_endWithTheDeadline() throws InterruptedException {
        assertOverInTime(exchange -> {
            exchange.readAll();
            exchange.drip("HTTP/1.1 201 Created and much more to say about it");
        });
    }

    @Test
    void silence_endsWithTheDeadline() throws InterruptedException {
        assertOverInTime(exchange -> {
            exchange.readAll();
            exchange.waitForTheEnd();
        });
    }

    private static void assertOverInTime(Play play) throws InterruptedException {
        try (OneRequestServer server = new OneRequestServer(play);
                TwilioProvider provider = provider(server.url())) {
            long start = System.nanoTime();
            Outcome outcome = provider.send(Requests.within(SHORT));
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(server.requestsWhenQuiet()).isEqualTo(1);
            assertThat(outcome).isInstanceOf(InDoubt.class);
            assertThat(took).isBetween(SHORT.minusMillis(50), SHORT.plus(GRACE));
        }
    }

    @Test
    void refusedConnection_isNotSent() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (TwilioProvider provider = provider("http://127.0.0.1:" + port)) {
            assertThat(provider.send(Requests.text("hello"))).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void unknownHost_isNotSent() {
        try (TwilioProvider provider = provider("http://nobody.invalid")) {
            assertThat(provider.send(Requests.within(Duration.ofSeconds(5)))).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void failedTlsHandshake_isNotSent() throws InterruptedException {
        Play noTls = exchange -> {
            exchange.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            exchange.close();
        };
        try (OneRequestServer server = new OneRequestServer(noTls, noTls, noTls, noTls);
                TwilioProvider provider = provider(server.url().replace("http:", "https:"))) {
            assertThat(provider.send(Requests.text("hello"))).isInstanceOf(NotSent.class);
            assertThat(server.requestsWhenQuiet()).isZero();
        }
    }

    @Test
    void connectThatNeverEnds_isNotSent() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, local);
                TwilioProvider provider = provider("http://127.0.0.1:" + full.getLocalPort())) {
            try {
                while (queue.size() < 50) {
                    Socket socket = new Socket();
                    queue.add(socket);
                    socket.connect(new InetSocketAddress(local, full.getLocalPort()), 100);
                }
            } catch (SocketTimeoutException filled) {
                assertThat(provider.send(Requests.within(SHORT))).isInstanceOf(NotSent.class);
                return;
            } finally {
                for (Socket socket : queue) {
                    socket.close();
                }
            }
            assertThat(queue).as("a queue that never fills proves nothing").isEmpty();
        }
    }

    @Test
    void noTimeLeft_isNotSent() throws InterruptedException {
        for (Duration none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            try (OneRequestServer server = new OneRequestServer();
                    TwilioProvider provider = provider(server.url())) {
                assertThat(provider.send(Requests.within(none))).isInstanceOf(NotSent.class);
                assertThat(server.requestsWhenQuiet()).isZero();
            }
        }
    }
}
