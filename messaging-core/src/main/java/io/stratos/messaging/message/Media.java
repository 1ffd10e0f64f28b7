package io.stratos.messaging.message;

import io.stratos.messaging.exception.InvalidMessageException;
import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A picture, sound, film or document that goes with a message, by the address it can be fetched from.
 *
 * <p>The engine does not fetch it; a provider does, so an outbound address must be public. Immutable and safe for use
 * by many threads.
 *
 * @param url absolute http or https address
 * @param contentType media type such as {@code image/jpeg}, lower case
 * @param bytes size in bytes; null where nobody said
 */
public record Media(URI url, String contentType, @Nullable Long bytes) {

    /**
     * Checks each part.
     *
     * @throws InvalidMessageException if the address is not absolute http or https, the type has no slash, or the size
     *     is negative
     */
    public Media {
        String scheme = url.getScheme();
        if (scheme == null || !(scheme.equals("https") || scheme.equals("http")) || url.getHost() == null) {
            throw new InvalidMessageException(
                    "media address '" + url + "' is not absolute; use https://host/path, reachable by the provider");
        }
        if (contentType.indexOf('/') < 1) {
            throw new InvalidMessageException(
                    "media type '" + contentType + "' is not a media type; use one such as image/jpeg");
        }
        if (bytes != null && bytes < 0) {
            throw new InvalidMessageException("media size " + bytes + " is negative; leave it out if unknown");
        }
    }

    /**
     * Media of unknown size.
     *
     * @param url absolute http or https address
     * @param contentType media type such as {@code image/jpeg}
     * @return the media
     * @throws InvalidMessageException as the constructor does
     */
    public static Media of(URI url, String contentType) {
        return new Media(url, contentType, null);
    }

    /** {@return the size in bytes, where somebody said} */
    public OptionalLong size() {
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
