package io.stratos.messaging.tenant;

import io.stratos.messaging.exception.InvalidTenantException;
import java.util.List;

/**
 * What the first text to a contact says besides its own words: who writes, how to stop, how to get help, what it may cost
 * (CTIA Messaging Principles and Best Practices, 5.1.2; a message program's opt-in confirmation).
 *
 * <p>It follows the text on a line of its own, in the same request, and counts in segments and price. It goes with SMS and
 * MMS, once to each address of each tenant, whatever the sender and the purpose. A message that already says it gets it
 * not twice; answers to keywords and requests to confirm never get it. It is no legal advice.
 *
 * @param text the words; {@code {business}} and {@code {help}} stand for the tenant's name and its help contact; one line
 *     of 1 to {@value #LONGEST} characters
 * @param onReplies whether it also goes with a conversational message to a contact who wrote to the tenant before; such a
 *     reply otherwise goes without, and the next message that is none has it
 */
public record Disclosure(String text, boolean onReplies) {

    /** The longest text, in UTF-16 units. */
    public static final int LONGEST = 320;

    /**
     * Checks the text.
     *
     * @throws InvalidTenantException if it is blank, too long, or more than one line
     */
    public Disclosure {
        if (text.isBlank() || text.length() > LONGEST || !text.lines().toList().equals(List.of(text))) {
            throw new InvalidTenantException("a disclosure was '" + text + "'; use one line of 1 to " + LONGEST
                    + " characters, such as '{business}: Reply STOP to stop'");
        }
        text = text.strip();
    }

    /** {@return name, rates, HELP and STOP in English, not on replies} */
    public static Disclosure english() {
        return of("{business}: Msg&data rates may apply. Reply HELP for help, STOP to stop.");
    }

    /**
     * One that does not go with replies.
     *
     * @param text the words
     * @return the disclosure
     * @throws InvalidTenantException if the text is blank, too long, or more than one line
     */
    public static Disclosure of(String text) {
        return new Disclosure(text, false);
    }

    /** {@return the same, on replies too} */
    public Disclosure alsoOnReplies() {
        return new Disclosure(text, true);
    }

    /**
     * The words as a contact of the tenant reads them.
     *
     * @param tenant whose
     * @return the words with name and contact filled in
     */
    public String filled(TenantProfile tenant) {
        return text.replace("{business}", tenant.businessName()).replace("{help}", tenant.helpContact());
    }
}
