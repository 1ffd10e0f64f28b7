package io.stratos.messaging.webhook;

/**
 * What a host answers to a provider's call: send it as it is.
 *
 * @param status HTTP status code
 * @param contentType value of the {@code Content-Type} header
 * @param body the body; ASCII or UTF-8
 */
public record WebhookResponse(int status, String contentType, String body) {

    /**
     * A status and a plain text.
     *
     * @param status HTTP status code
     * @param body the text; carries no detail a stranger could use
     * @return the answer
     */
    public static WebhookResponse text(int status, String body) {
        return new WebhookResponse(status, "text/plain; charset=utf-8", body);
    }
}
