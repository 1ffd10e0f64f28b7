package io.stratos.messaging.twilio.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decoded form fields; a name may have several values. Names in code unit order, as signatures want them. */
public final class Fields {

    static final Fields NONE = new Fields();

    private final TreeMap<String, List<String>> values = new TreeMap<>();

    Fields() {}

    public static Fields of(Map<String, String> single) {
        Fields fields = new Fields();
        single.forEach(fields::add);
        return fields;
    }

    void add(String name, String value) {
        values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
    }

    Map<String, List<String>> all() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * The value of a field that has one.
     *
     * @return the value; null if the field did not come
     * @throws MalformedCallException if it came with several different values
     */
    @Nullable
    String one(String name) throws MalformedCallException {
        List<String> found = values.get(name);
        if (found == null) {
            return null;
        }
        for (String other : found) {
            if (!other.equals(found.get(0))) {
                throw new MalformedCallException("parameter " + name + " came with several values");
            }
        }
        return found.get(0);
    }

    /**
     * The value of a field that must have one.
     *
     * @throws MalformedCallException if it did not come, is empty, or came with several different values
     */
    String required(String name) throws MalformedCallException {
        String value = one(name);
        if (value == null || value.isEmpty()) {
            throw new MalformedCallException("parameter " + name + " is missing");
        }
        return value;
    }

    /** What is signed after the URL: each name followed by each of its distinct values, in order. */
    String signedText() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, all) -> {
            for (String value : all.size() == 1 ? all : new TreeSet<>(all)) {
                text.append(name).append(value);
            }
        });
        return text.toString();
    }
}
