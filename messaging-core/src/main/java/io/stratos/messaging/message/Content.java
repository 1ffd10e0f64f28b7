package io.stratos.messaging.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message says: text and media, and for email a subject and HTML.
 *
 * <p>Says nothing about whether a channel can carry it; that is checked when the message is accepted. Immutable and
 * safe for use by many threads.
 */
public final class Content {

    private static final Content EMPTY = new Content("", null, null, List.of());

    private final String text;
    private final @Nullable String subject;
    private final @Nullable String html;
    private final List<Media> media;

    private Content(String text, @Nullable String subject, @Nullable String html, List<Media> media) {
        this.text = text;
        this.subject = subject;
        this.html = html;
        this.media = List.copyOf(media);
    }

    /** {@return content that says nothing yet} */
    public static Content empty() {
        return EMPTY;
    }

    /**
     * Plain text.
     *
     * @param text as the contact shall read it; may be empty where media follows
     * @return the content
     */
    public static Content text(String text) {
        return new Content(text, null, null, List.of());
    }

    /**
     * The same with another text.
     *
     * @param newText replaces the text
     * @return a new value
     */
    public Content withText(String newText) {
        return new Content(newText, subject, html, media);
    }

    /**
     * The same with a subject, for email.
     *
     * @param newSubject replaces the subject
     * @return a new value
     */
    public Content withSubject(@Nullable String newSubject) {
        return new Content(text, newSubject, html, media);
    }

    /**
     * The same with an HTML body, for email.
     *
     * @param newHtml replaces the HTML
     * @return a new value
     */
    public Content withHtml(@Nullable String newHtml) {
        return new Content(text, subject, newHtml, media);
    }

    /**
     * The same with one more piece of media, after those it has.
     *
     * @param more the media to add
     * @return a new value
     */
    public Content withMedia(Media more) {
        List<Media> all = new ArrayList<>(media);
        all.add(more);
        return new Content(text, subject, html, all);
    }

    /** {@return the text, empty if there is none} */
    public String text() {
        return text;
    }

    /** {@return the subject, or null} */
    public @Nullable String subject() {
        return subject;
    }

    /** {@return the HTML body, or null} */
    public @Nullable String html() {
        return html;
    }

    /** {@return the media in order, unmodifiable} */
    public List<Media> media() {
        return media;
    }

    /** {@return whether there is neither a visible character nor media} */
    public boolean isBlank() {
        return text.isBlank() && media.isEmpty() && (html == null || html.isBlank());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that
                && text.equals(that.text)
                && Objects.equals(subject, that.subject)
                && Objects.equals(html, that.html)
                && media.equals(that.media);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, subject, html, media);
    }

    /** {@return sizes only: what a contact writes does not belong in a log} */
    @Override
    public String toString() {
        return "Content[" + text.length() + " characters, " + media.size() + " media]";
    }
}
