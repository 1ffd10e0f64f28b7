package io.stratos.messaging;

import static io.stratos.messaging.EngineFixture.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stratos.messaging.consent.AddressStanding;
import io.stratos.messaging.consent.ConsentEvent;
import io.stratos.messaging.consent.ConsentStatus;
import io.stratos.messaging.consent.ConsentSummary;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.ImportReport;
import io.stratos.messaging.consent.ImportReport.Result;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.consent.SuppressionReason;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.exception.InvalidEvidenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consent that comes from elsewhere, and a look at how all stand. */
class ConsentImportTest extends CustomerCase {

    private static final String HEADER = "address,purpose,status,wording,consented_at,because,until\r\n";

    @Test
    void marketingYesAlone_isRefused_andSaysWhatIsMissing() {
        ImportReport.Row row = only(CUSTOMER + ",marketing,yes,,,,");
        assertThat(row.result()).isEqualTo(Result.REFUSED);
        assertThat(row.reason()).contains("wording", "consented_at").doesNotContain(CUSTOMER);
        assertThat(f.acme.consent().history(customer)).isEmpty();
    }

    @Test
    void marketingYes_withWordingAndDay_isRecorded_withItsRow() {
        ImportReport.Row row = only("'" + CUSTOMER + ",Marketing,YES,\"Send me offers, please\",2025-04-01,,");
        assertThat(row.result()).isEqualTo(Result.RECORDED);
        ConsentEvent event = f.acme.consent().history(customer).get(0);
        assertThat(event.evidence().facts())
                .containsEntry("wording", "Send me offers, please")
                .containsEntry("consented_at", "2025-04-01T00:00:00Z")
                .containsEntry("file", "old.csv")
                .containsEntry("row", "2");
    }

    @Test
    void relation_withAnEnd_isImplied() {
        ImportReport.Row row = only(CUSTOMER + ",marketing,yes,,,bought a boiler,2026-12-31");
        assertThat(row.result()).isEqualTo(Result.IMPLIED);
        assertThat(consent().status(Purpose.MARKETING)).isEqualTo(ConsentStatus.OPTED_IN);
        f.clock.advance(Duration.ofDays(365));
        assertThat(consent().status(Purpose.MARKETING)).isEqualTo(ConsentStatus.UNKNOWN);
    }

    @Test
    void optIn_neverUndoesAnOptOut_optOutsAreAlwaysTaken() {
        f.customerTexts("STOP");
        assertThat(only(CUSTOMER + ",marketing,yes,Send me offers,2025-04-01,,").result())
                .isEqualTo(Result.REFUSED);
        assertThat(only("+14155550123,all,stop,,,,").result()).isEqualTo(Result.RECORDED);
        assertThat(f.acme.consent().of(PhoneNumber.of("+14155550123")).isStopped())
                .isTrue();
    }

    @Test
    void badRows_areRefusedOneByOne_theOthersAreTaken() {
        ImportReport report = f.acme.consent()
                .importCsv(
                        HEADER + "12,transactional,yes,,,,\n" + CUSTOMER + ",everything,yes,,,,\n" + CUSTOMER
                                + ",transactional,perhaps,,,,\n" + CUSTOMER + ",transactional,yes,,,,soon\n\n"
                                + CUSTOMER
                                + ",transactional,yes,,,,\n",
                        "old.csv");
        assertThat(report.count(Result.REFUSED)).isEqualTo(4);
        assertThat(report.count(Result.RECORDED)).isEqualTo(1);
        assertThat(report.rows()).extracting(ImportReport.Row::number).containsExactly(2, 3, 4, 5, 7);
        assertThat(consent().status(Purpose.TRANSACTIONAL)).isEqualTo(ConsentStatus.OPTED_IN);
    }

    @Test
    void missingColumns_areRefused_asAWhole() {
        assertThatThrownBy(() -> f.acme.consent().importCsv("phone,ok\n1,2\n", "old.csv"))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("phone")
                .hasMessageContaining("address");
    }

    @Test
    void summaryAndList_sayHowAllStand_now() {
        f.optIn();
        f.acme.consent()
                .optIn(
                        customer,
                        Purpose.MARKETING,
                        Evidence.implied("bought a boiler", f.clock.instant().plusSeconds(60)));
        PhoneNumber stopped = PhoneNumber.of("+14155550123");
        f.acme.consent().optOutOfAll(stopped, Evidence.agent("Kim"));
        f.acme.consent().suppress(stopped, SuppressionReason.LANDLINE, Evidence.agent("Kim"));
        f.acme.consent().hold(PhoneNumber.of("+14155550124"), Evidence.agent("Kim"));

        ConsentSummary summary = f.acme.consent().summary();
        assertThat(summary.addresses()).isEqualTo(3);
        assertThat(summary.stopped()).isEqualTo(1);
        assertThat(summary.held()).isEqualTo(1);
        assertThat(summary.suppressed()).containsEntry(SuppressionReason.LANDLINE, 1L);
        assertThat(summary.count(Purpose.MARKETING, ConsentStatus.OPTED_IN)).isEqualTo(1);
        assertThat(summary.count(Purpose.MARKETING, ConsentStatus.OPTED_OUT)).isEqualTo(1);
        f.clock.advance(Duration.ofSeconds(60));
        assertThat(f.acme.consent().summary().count(Purpose.MARKETING, ConsentStatus.UNKNOWN))
                .isEqualTo(2);

        List<Address> listed = new ArrayList<>();
        List<AddressStanding> page = f.acme.consent().list(null, 2);
        while (!page.isEmpty()) {
            page.forEach(one -> listed.add(one.address()));
            page = f.acme.consent().list(listed.get(listed.size() - 1), 2);
        }
        assertThat(listed).hasSize(3).doesNotHaveDuplicates();
    }

    private ImportReport.Row only(String row) {
        return f.acme.consent().importCsv(HEADER + row, "old.csv").rows().get(0);
    }
}
