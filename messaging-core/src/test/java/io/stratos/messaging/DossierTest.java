package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.dossier.ConsentProof;
import io.stratos.messaging.dossier.Dossier;
import io.stratos.messaging.dossier.ProvenEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a host shows to somebody who was not there. */
class DossierTest extends CustomerCase {

    private static final String EVIL = "<script>alert('x')</script> & \"done\" \u202Egnp.exe \u0007";

    @Test
    void proof_saysWhatHeldThen_notNow() {
        Instant before = f.clock.instant();
        f.clock.advance(Duration.ofHours(1));
        f.optIn();
        Instant between = f.clock.instant();
        f.clock.advance(Duration.ofHours(1));
        f.customerTexts("STOP");

        assertThat(proof(before).consent().status(Purpose.TRANSACTIONAL)).isEqualTo(ConsentStatus.UNKNOWN);
        assertThat(proof(before).events()).isEmpty();
        ConsentProof then = proof(between);
        assertThat(then.consent().status(Purpose.TRANSACTIONAL)).isEqualTo(ConsentStatus.OPTED_IN);
        assertThat(then.consent().isStopped()).isFalse();
        assertThat(then.events()).extracting(ProvenEvent::position).containsExactly(1L);
        ConsentProof now = proof(f.clock.instant());
        assertThat(now.consent().isStopped()).isTrue();
        assertThat(now.events()).extracting(ProvenEvent::position).containsExactly(1L, 2L);
        assertThat(now.doubts()).isEmpty();
    }

    @Test
    void proof_ofImpliedConsent_endsThen() {
        Instant end = f.clock.instant().plus(Duration.ofDays(10));
        f.acme.consent().optIn(customer, Purpose.MARKETING, Evidence.implied("asked for a quote", end));
        assertThat(proof(end.minusSeconds(1)).consent().status(Purpose.MARKETING))
                .isEqualTo(ConsentStatus.OPTED_IN);
        assertThat(proof(end).consent().status(Purpose.MARKETING)).isEqualTo(ConsentStatus.UNKNOWN);
    }

    @Test
    void dossier_holdsEverythingThatHappened() throws Exception {
        Dossier dossier = eventful();

        JsonNode json = JsonMapper.builder().build().readTree(dossier.toJson());
        assertThat(json.path("business").asText()).isEqualTo("Acme Plumbing");
        assertThat(json.path("ledger").path("intact").asText()).isEqualTo("yes");
        JsonNode address = json.path("addresses").get(0);
        assertThat(address.path("address").asText()).isEqualTo(CUSTOMER);
        assertThat(address.path("events").get(0).path("facts").path("form").asText())
                .isEqualTo("booking");
        assertThat(address.path("events").get(0).path("position").asLong()).isEqualTo(1);
        assertThat(json.path("messages")).hasSize(dossier.messages().size());
        String all = json.toString();
        assertThat(all)
                .contains(
                        "opted in to transactional",
                        "opted out of everything",
                        "suppressed",
                        "DELIVERED",
                        "accepted as SIM-1")
                .contains("64.1200");
    }

    @Test
    void page_escapesEverything_andNeedsNothingElse() {
        String page = eventful().toHtml();

        assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;done&quot;");
        assertThat(page).doesNotContain("<script", "src=", "href=", "@import", "url(", "\u0007");
        assertThat(page).contains("Content-Security-Policy", "default-src 'none'", "@media print");
        assertThat(page).contains("Your technician is on the way", "position 1", "from the contact", "booking");
        assertTagsMatch(page);
    }

    @Test
    void page_ofAProof_standsAlone() {
        f.optIn();
        String page = proof(f.clock.instant()).toHtml();
        assertThat(page).contains(CUSTOMER, "booking", "position 1");
        assertTagsMatch(page);
    }

    @Test
    void texts_forLogs_areMasked() {
        Dossier dossier = eventful();
        assertThat(dossier.toString()).doesNotContain("5552671");
        assertThat(dossier.addresses().get(0).toString()).doesNotContain("5552671");
    }

    private Dossier eventful() {
        f.optIn();
        f.acme.consent().optIn(customer, Purpose.MARKETING, Evidence.form(EVIL));
        f.send("Your technician is on the way");
        for (int i = 0; i < 5; i++) {
            f.pass(Duration.ofSeconds(1));
        }
        f.customerTexts(EVIL);
        f.acme.consent().suppress(customer, SuppressionReason.COMPLAINT, Evidence.agent("Kim"));
        offer();
        f.customerTexts("STOP");
        f.send("Too late");
        f.pass(Duration.ofSeconds(1));
        return f.acme.consent().dossier(customer);
    }

    private ConsentProof proof(Instant at) {
        return f.acme.consent().proof(customer, at);
    }

    /** Every element that is opened is closed, and none but ours are there. */
    private static void assertTagsMatch(String page) {
        Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(page);
        Deque<String> open = new ArrayDeque<>();
        while (tags.find()) {
            String name = tags.group(2);
            if (name.equals("meta") || name.equals("br")) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(name);
            } else {
                assertThat(open.pop()).isEqualTo(name);
            }
        }
        assertThat(open).isEmpty();
    }
}
