package io.stratos.messaging.twilio.internal;

import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.twilio.TwilioErrorClass;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Error code to class: the table that comes with the library, overruled by the host's own lines. */
public final class ErrorClasses {

    private static final Set<String> LANDLINES = Set.of("21614", "30006");
    private static final String TABLE = "error-classes.properties";

    private final Map<Integer, TwilioErrorClass> classes;

    private ErrorClasses(Map<Integer, TwilioErrorClass> classes) {
        this.classes = Map.copyOf(classes);
    }

    public static ErrorClasses with(Map<Integer, TwilioErrorClass> overrules) {
        Map<Integer, TwilioErrorClass> classes = new HashMap<>();
        table().forEach((code, name) ->
                classes.put(Integer.valueOf(code.toString()), TwilioErrorClass.valueOf(name.toString())));
        classes.putAll(overrules);
        return new ErrorClasses(classes);
    }

    Optional<TwilioErrorClass> of(@Nullable Integer code) {
        return code == null ? Optional.empty() : Optional.ofNullable(classes.get(code));
    }

    /**
     * What a code says about the number, for good.
     *
     * @param code Twilio's code, or what stands for one
     * @return why nothing should be sent there, if it says so
     */
    public Optional<SuppressionReason> suppression(String code) {
        if (!code.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return of(Integer.valueOf(code)).flatMap(known -> switch (known) {
            case OPT_OUT -> Optional.of(SuppressionReason.PROVIDER_OPT_OUT);
            case RECIPIENT_INVALID ->
                Optional.of(LANDLINES.contains(code) ? SuppressionReason.LANDLINE : SuppressionReason.INVALID_NUMBER);
            default -> Optional.empty();
        });
    }

    private static Properties table() {
        Properties table = new Properties();
        try (InputStream in = ErrorClasses.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the jar of messaging-twilio");
            }
            try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                table.load(text);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(TABLE + " in the jar of messaging-twilio cannot be read", unreadable);
        }
        return table;
    }
}
