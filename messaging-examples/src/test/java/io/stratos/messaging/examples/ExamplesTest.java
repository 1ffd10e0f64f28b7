package io.stratos.messaging.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example as a newcomer would. */
class ExamplesTest {

    private static final String NUMBERS = "(?s).*\\+1[\\s(-]*415[\\s)-]*555.*";

    @Test
    void quickstart_printsAConversationThatAStopEndsAndAStartResumes() {
        Run run = Run.of("quickstart");

        assertReadable(run);
        assertThat(squeezed(run.out()))
                .containsSubsequence(
                        "consent: may be sent transactional messages (form: booking)",
                        "Hi Dana, Acme Plumbing here.",
                        "✓✓ delivered",
                        "Great, thanks! The side gate is open.",
                        "Perfect. Please keep the dog inside",
                        "✓✓ delivered",
                        "HELP",
                        "For help contact",
                        "answered by the engine",
                        "STOP",
                        "consent: must not be sent anything (texted STOP)",
                        "You are unsubscribed",
                        "Your invoice: https://acme.example/i/4711",
                        "✗ blocked",
                        "the contact opted out of everything",
                        "START",
                        "consent: may be sent messages again (texted START)",
                        "You are subscribed again",
                        "Your invoice: https://acme.example/i/4711",
                        "✓✓ delivered",
                        "answered 200 once it was stored",
                        "Why the first message went",
                        "when handed in: ALLOW",
                        "before sending: ALLOW",
                        "accepted as SIM-1",
                        "receipt DELIVERED",
                        "Why the invoice did not",
                        "when handed in: BLOCK",
                        "consent BLOCK",
                        "as written 2 segments UCS-2, because of right single quotation mark",
                        "with smart encoding 1 segment GSM-7",
                        "2 segments UCS-2, because of wrench",
                        "Next");
        assertThat(run.out().split("You are unsubscribed", -1))
                .as("confirmed once")
                .hasSize(2);
        assertThat(run.log()).isEmpty();
    }

    @Test
    void quietHours_showsWhenEachOfTenMayGetIt_andThatItLeftThen() {
        Run run = Run.of("quiet-hours");

        assertReadable(run);
        assertThat(squeezed(run.out()))
                .containsSubsequence(
                        "It is Fri 20:30 in New York",
                        "Ann Miami Sat 08:00 there",
                        "US-FL-1",
                        "Cleo New York, prefers mornings Sat 08:00 there",
                        "the contact wants messages Mon-Sun 08:00-12:00",
                        "Dan Dallas now",
                        "Eve Providence Sat 10:00 there",
                        "Gus a Miami number in Honolulu Sat 08:00 there",
                        "Jo toll-free, place unknown held",
                        "The next two days",
                        "Jo ................................................",
                        "Sent, when the clock ran until Monday noon",
                        "Fri 20:30 in New York Dan Fri 19:30 there",
                        "Sat 08:00 in New York Ann Sat 08:00 there",
                        "Sat 09:00 in New York Bob Sat 08:00 there",
                        "Sat 10:00 in New York Eve Sat 10:00 there",
                        "Sat 13:00 in New York Gus Sat 08:00 there",
                        "9 of 10 left");
    }

    @Test
    void quickstart_keepsItsDatabaseWhereTold(@TempDir Path folder) {
        Run first = Run.of("quickstart", "--keep", folder.toString());
        Run second = Run.of("quickstart", "--keep", folder.toString());

        assertReadable(first);
        assertThat(first.out()).contains("The database stays:", folder.toString());
        assertThat(folder.resolve("messaging.mv.db")).isNotEmptyFile();
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.out()).contains("There is a database in " + folder + " already");
    }

    @Test
    void twilioWebhook_withoutAnAccount_rehearses() {
        Run run = Run.of("twilio-webhook");

        assertReadable(run);
        assertThat(squeezed(run.out()))
                .containsSubsequence(
                        "“Hi, do you fix water heaters?” 200 <Response/>",
                        "the same once more, as after a lost answer 200 <Response/>",
                        "a forgery, signed with another token 403 rejected",
                        "the receipt that the agent's reply was sent 200 <Response/>",
                        "the receipt that it was delivered 200 <Response/>",
                        "“STOP”, which Twilio itself confirms to the phone 200 <Response/>",
                        "Messages.json Body=“We do. Would tomorrow at 9 suit you?” 201 SM…",
                        "Hi, do you fix water heaters?",
                        "We do. Would tomorrow at 9 suit you?",
                        "✓✓ delivered",
                        "STOP",
                        "must not be sent anything (texted STOP)",
                        "Was it something we said?",
                        "✗ blocked",
                        "Twilio never saw it");
        assertThat(run.out()).doesNotContain("Forget my last order", "unsubscribed");
        assertThat(run.out().split("│ Hi, do you fix", -1)).as("stored once").hasSize(2);
        assertThat(run.out().split("Messages.json", -1)).as("one request").hasSize(2);
        assertThat(run.log().lines()).singleElement().asString().contains("answered 403: wrong signature");
    }

    @Test
    void twilioWebhook_withHalfAnAccount_saysWhatIsMissing() {
        Run run = Run.of(Map.of("TWILIO_ACCOUNT_SID", "AC1", "TWILIO_FROM", "+14155550100"), "twilio-webhook");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out())
                .contains("but not TWILIO_AUTH_TOKEN, TWILIO_TO, PUBLIC_URL.", "--rehearse")
                .doesNotContain("+1415");
    }

    @Test
    void twilioWebhook_rehearsesInSpiteOfAnAccountIfTold() {
        assertReadable(Run.of(Map.of("TWILIO_ACCOUNT_SID", "AC1"), "twilio-webhook", "--rehearse"));
    }

    private static void assertReadable(Run run) {
        assertThat(run.code()).as(run.out() + run.log()).isZero();
        assertThat(run.out() + run.log()).doesNotContain("Exception", "\tat ").doesNotMatch(NUMBERS);
        assertThat(MainTest.widest(run.out())).isLessThanOrEqualTo(Screen.WIDTH);
    }

    /** The text without the drawing around it, so that it does not matter where lines break. */
    private static String squeezed(String text) {
        return text.replaceAll("[│┆╭╮╰╯─┄●\\s]+", " ");
    }
}
