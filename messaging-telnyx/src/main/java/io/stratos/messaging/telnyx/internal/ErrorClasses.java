package io.stratos.messaging.telnyx.internal;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.telnyx.TelnyxErrorClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Error code to class: the table that comes with the library, overruled by the host's own lines. */
public final class ErrorClasses {

    private static final String LANDLINE = "40001";
    private static final String TABLE = "error-classes.properties";

    private final Map<String, TelnyxErrorClass> classes;

    private ErrorClasses(Map<String, TelnyxErrorClass> classes) {
        this.classes = Map.copyOf(classes);
    }

    /**
     * The table.
     *
     * @param overrules goes before what comes with the library
     * @return both
     */
    public static ErrorClasses with(Map<String, TelnyxErrorClass> overrules) {
        Map<String, TelnyxErrorClass> classes = new HashMap<>();
        Properties table = table();
        table.stringPropertyNames()
                .forEach(code -> classes.put(code, TelnyxErrorClass.valueOf(table.getProperty(code))));
        classes.putAll(overrules);
        return new ErrorClasses(classes);
    }

    Optional<TelnyxErrorClass> of(String code) {
        return Optional.ofNullable(classes.get(code));
    }

    Map<String, TelnyxErrorClass> all() {
        return classes;
    }

    /**
     * What a code says about the number, for good.
     *
     * @param code Telnyx's code, or what stands for one
     * @return why nothing should be sent there, if it says so
     */
    public Optional<SuppressionReason> suppression(String code) {
        return of(code).flatMap(known -> switch (known) {
            case OPT_OUT -> Optional.of(SuppressionReason.PROVIDER_OPT_OUT);
            case RECIPIENT_INVALID ->
                Optional.of(code.equals(LANDLINE) ? SuppressionReason.LANDLINE : SuppressionReason.INVALID_NUMBER);
            default -> Optional.empty();
        });
    }

    private static Properties table() {
        Properties table = new Properties();
        try (InputStream in = ErrorClasses.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the jar of messaging-telnyx");
            }
            try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                table.load(text);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(TABLE + " in the jar of messaging-telnyx cannot be read", unreadable);
        }
        return table;
    }
}
