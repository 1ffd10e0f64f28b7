package io.stratos.messaging.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JSON as this store keeps it: trees built and read by hand, fields it does not know ignored. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            // Without the cause: its message quotes the text, which may be personal.
            throw new IllegalStateException(
                    "a stored value is not JSON: " + e.getClass().getSimpleName());
        }
    }

    static <T> ArrayNode array(Collection<T> elements, Function<T, JsonNode> node) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
        elements.forEach(element -> array.add(node.apply(element)));
        return array;
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> result = new ArrayList<>(array.size());
        array.forEach(node -> result.add(element.apply(node)));
        return result;
    }

    static String strings(Collection<String> values) {
        return array(values, JsonNodeFactory.instance::textNode).toString();
    }

    static List<String> strings(String text) {
        return list(parse(text), JsonNode::asText);
    }

    static String map(Map<String, String> values) {
        ObjectNode node = object();
        values.forEach(node::put);
        return node.toString();
    }

    static Map<String, String> map(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        parse(text)
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }

    static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalStateException("a stored JSON object lacks its field " + field);
        }
        return value.asText();
    }

    static @Nullable String textOrNull(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }
}
