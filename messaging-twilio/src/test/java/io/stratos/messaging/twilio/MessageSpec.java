package io.stratos.messaging.twilio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stratos.messaging.testkit.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks requests against Twilio's OpenAPI document, unknown names included, which mock servers let through. */
final class MessageSpec {

    private static final String FILE = "specs/twilio_api_v2010.json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final JsonNode document;

    private MessageSpec(JsonNode document) {
        this.document = document;
    }

    /** The document, or a skipped test that says that it is missing. */
    static MessageSpec orSkip() {
        Optional<Path> file = SharedFiles.find(FILE);
        assumeTrue(file.isPresent(), FILE + " is not beside this checkout");
        try {
            return new MessageSpec(new ObjectMapper().readTree(file.get().toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a request; empty if nothing is. Fields are those of the form, or of the query of a GET. */
    List<String> violations(String method, String path, Map<String, List<String>> fields) {
        List<String> found = new ArrayList<>();
        boolean known = false;
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            Matcher matcher = template(entry.getKey()).matcher(path);
            JsonNode operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
            if (matcher.matches() && operation.isObject()) {
                known = true;
                checkPath(operation, entry.getKey(), matcher, found);
                checkFields(operation, method.equals("POST"), fields, found);
            }
        }
        if (!known) {
            found.add("no operation " + method + " " + path);
        }
        return found;
    }

    private static Pattern template(String path) {
        return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{([A-Za-z]+)\\}", "(?<$1>[^/]+?)"));
    }

    private void checkPath(JsonNode operation, String path, Matcher matcher, List<String> found) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                String name = parameter.path("name").asText();
                checkValue(path + " " + name, matcher.group(name), parameter.path("schema"), found);
            }
        }
    }

    private void checkFields(JsonNode operation, boolean form, Map<String, List<String>> fields, List<String> found) {
        JsonNode schema =
                operation.path("requestBody").path("content").path(FORM).path("schema");
        fields.forEach((name, values) -> {
            JsonNode property = form ? schema.path("properties").path(name) : query(operation, name);
            if (!property.isObject()) {
                found.add("unknown parameter " + name);
                return;
            }
            JsonNode type = resolved(property);
            boolean array = type.path("type").asText().equals("array");
            if (!array && values.size() > 1) {
                found.add(name + " is no array, but came " + values.size() + " times");
            }
            values.forEach(value -> checkValue(name, value, array ? type.path("items") : type, found));
        });
        for (JsonNode required : schema.path("required")) {
            if (form && !fields.containsKey(required.asText())) {
                found.add("required parameter " + required.asText() + " is missing");
            }
        }
    }

    private static JsonNode query(JsonNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query")
                    && parameter.path("name").asText().equals(name)) {
                return parameter.path("schema");
            }
        }
        return operation.path("no such parameter");
    }

    private void checkValue(String name, String value, JsonNode property, List<String> found) {
        JsonNode schema = resolved(property);
        if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asText())
                        .matcher(value)
                        .find()) {
            found.add(name + " '" + value + "' does not match " + schema.path("pattern"));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            found.add(name + " '" + value + "' is none of " + schema.path("enum"));
        }
        int length = value.codePointCount(0, value.length());
        if (length < schema.path("minLength").asInt(0)
                || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            found.add(name + " has " + length + " characters");
        }
        checkFormat(name, value, schema, found);
    }

    private static void checkFormat(String name, String value, JsonNode schema, List<String> found) {
        String type = schema.path("type").asText();
        if (type.equals("integer")) {
            boolean inRange = value.matches("-?[0-9]{1,18}")
                    && Long.parseLong(value) >= schema.path("minimum").asLong(Long.MIN_VALUE)
                    && Long.parseLong(value) <= schema.path("maximum").asLong(Long.MAX_VALUE);
            if (!inRange) {
                found.add(name + " '" + value + "' is no integer in range");
            }
        }
        if (type.equals("boolean") && !value.equals("true") && !value.equals("false")) {
            found.add(name + " '" + value + "' is no boolean");
        }
        if (schema.path("format").asText().equals("uri") && !isAbsolute(value)) {
            found.add(name + " '" + value + "' is no absolute URI");
        }
    }

    private static boolean isAbsolute(String value) {
        try {
            return URI.create(value).isAbsolute();
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    private static boolean contains(JsonNode values, String value) {
        for (JsonNode one : values) {
            if (one.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }
}
