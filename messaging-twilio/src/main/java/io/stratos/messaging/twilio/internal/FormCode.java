package io.stratos.messaging.twilio.internal;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code application/x-www-form-urlencoded}, both ways, in UTF-8. */
final class FormCode {

    private static final int MOST_FIELDS = 500;

    private FormCode() {}

    static byte[] encode(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Reads the fields.
     *
     * @throws MalformedCallException if a percent escape is cut or not hexadecimal, what it stands for is not UTF-8, or
     *     there are more fields than any provider sends
     */
    static Fields decode(byte[] raw) throws MalformedCallException {
        Fields fields = new Fields();
        int count = 0;
        for (int start = 0; start < raw.length; ) {
            int end = indexOf(raw, '&', start, raw.length);
            if (end > start) {
                if (++count > MOST_FIELDS) {
                    throw new MalformedCallException("more than " + MOST_FIELDS + " parameters");
                }
                int equals = indexOf(raw, '=', start, end);
                String name = text(raw, start, equals);
                fields.add(name, equals < end ? text(raw, equals + 1, end) : "");
            }
            start = end + 1;
        }
        return fields;
    }

    private static int indexOf(byte[] raw, char wanted, int from, int to) {
        int at = from;
        while (at < to && raw[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String text(byte[] raw, int from, int to) throws MalformedCallException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            byte b = raw[i];
            if (b == '%') {
                int high = i + 2 < to ? hex(raw[i + 1]) : -1;
                int low = i + 2 < to ? hex(raw[i + 2]) : -1;
                if (high < 0 || low < 0) {
                    throw new MalformedCallException(
                            "a percent escape at byte " + i + " is not two hexadecimal digits");
                }
                bytes.write((high << 4) | low);
                i += 2;
            } else {
                bytes.write(b == '+' ? ' ' : b);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedCallException("the parameter at byte " + from + " is not UTF-8");
        }
    }

    private static int hex(byte b) {
        return Character.digit((char) (b & 0xFF), 16);
    }
}
