package io.stratos.messaging.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.stratos.messaging.consent.Purpose;
import io.stratos.messaging.contact.Address;
import io.stratos.messaging.contact.PhoneNumber;
import io.stratos.messaging.schedule.ContactTimes;
import io.stratos.messaging.schedule.Preference;
import io.stratos.messaging.schedule.TimeRules;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate is asked under a lock: a decision inside a window is a look-up. */
class SendTimesCostTest {

    private static final int TIMES = 50_000;
    private static final Instant NOON = Instant.parse("2026-03-02T20:00:00Z");

    private final SendTimes times = SendTimes.shipped();

    @Test
    void decisionInsideAWindow_makesNextToNoGarbage_andWorksNothingOutAgain() {
        ContactTimes known = ContactTimes.none()
                .zone(ZoneId.of("America/Chicago"))
                .preference(Preference.anytime().doNotDisturb(Instant.EPOCH));

        assertThat(bytesEach(ContactTimes.none(), Purpose.TRANSACTIONAL)).isLessThan(150);
        assertThat(bytesEach(ContactTimes.none(), Purpose.MARKETING)).isLessThan(150);
        assertThat(bytesEach(known, Purpose.MARKETING)).isLessThan(250);
    }

    private long bytesEach(ContactTimes known, Purpose purpose) {
        List<Address> contacts =
                List.of(PhoneNumber.of("+13055550100"), PhoneNumber.of("+14155550101"), PhoneNumber.of("+18505550102"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = 0;
        int open = 0;
        for (int i = -TIMES; i < TIMES; i++) {
            if (i == 0) {
                before = threads.getThreadAllocatedBytes(self);
            }
            Address contact = contacts.get(Math.floorMod(i, contacts.size()));
            SendTimes.Question question = new SendTimes.Question(TimeRules.ofDefaults(), contact, known, purpose, null);
            open += times.openAt(question, NOON) == null ? 0 : 1;
        }
        long made = threads.getThreadAllocatedBytes(self) - before;
        assertThat(open).isEqualTo(2 * TIMES);
        return made / TIMES;
    }
}
