package io.stratos.messaging.examples.bench;

import io.stratos.messaging.ConsentDesk;
import io.stratos.messaging.MessagingEngine;
import io.stratos.messaging.consent.ReplyReading;
import io.stratos.messaging.memory.InMemoryMessagingStore;
import io.stratos.messaging.tenant.TenantProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to read what a contact texted: all the texts the classifier is tested with, in a shuffled order. */
@State(Scope.Benchmark)
public class Replies {

    /** How many are read at a time. */
    static final int PASS = 1_000;

    private static final List<String> FILES = List.of("written", "heldout", "heldout2", "heldout3");

    private List<String> texts = List.of();
    private @Nullable ConsentDesk desk;
    private int next;

    /** {@return every text: the third column} */
    static List<String> all() {
        List<String> texts = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in = Replies.class.getResourceAsStream("/replies/" + file + ".tsv")) {
                new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("\t", -1)[2])
                        .forEach(texts::add);
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }
        return texts;
    }

    /** {@return how many bytes of UTF-8 a text has on average} */
    static double meanBytes() {
        return all().stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .average()
                .orElseThrow();
    }

    /** Reads the texts. */
    @Setup
    public void open() {
        texts = all();
        Collections.shuffle(texts, new Random(1));
        MessagingEngine engine = MessagingEngine.builder()
                .store(InMemoryMessagingStore.create())
                .addProvider(new NoopProvider(request -> {}))
                .build();
        engine.tenants().register(TenantProfile.of(Contacts.TENANT, "Acme"));
        desk = engine.tenant(Contacts.TENANT).consent();
    }

    /**
     * Reads a thousand.
     *
     * @param seen gets what was read
     */
    @Benchmark
    @OperationsPerInvocation(PASS)
    public void pass(Blackhole seen) {
        ConsentDesk reader = Objects.requireNonNull(desk);
        for (int i = 0; i < PASS; i++) {
            ReplyReading reading = reader.classify(texts.get(next));
            seen.consume(reading);
            next = next + 1 == texts.size() ? 0 : next + 1;
        }
    }
}
