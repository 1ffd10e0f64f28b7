package io.stratos.messaging.testkit;

import io.stratos.messaging.spi.store.MessagingStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link MessagingStore} promises, as tests. To check a store, extend this class and say where the store
 * comes from.
 *
 * <p>JUnit makes a new instance for each test; each must bring a store of its own with nothing in it. The store's clock
 * may stand still or run, as long as {@link #advance} moves it; no test sleeps. What the SPI leaves open is not tested:
 * how batches are split, what a message without an address row leads to, and boundaries to the microsecond.
 *
 * <p>Where the words of the SPI leave a choice, these tests choose:
 *
 * <ul>
 *   <li>{@code Claim.progress().attempts()} after k attempts for a unit is k: the intent that proceeds counts, nothing
 *       else does.
 *   <li>A message's times follow its status in any order of news: a sent time from SENT on, a delivered time from
 *       DELIVERED on, so also if only READ is reported, and a failed time only while the status is a failure.
 *   <li>{@code Doubt.checks()} counts the looks before this one: 0 at the first.
 *   <li>A receipt is kept once for each (provider, account, provider's id, status, code).
 * </ul>
 */
public abstract class MessagingStoreContract {

    /** {@return the store under test, empty at the first call of a test and the same for all of its calls} */
    protected abstract MessagingStore store();

    /**
     * Moves the store's clock on.
     *
     * @param by how far
     */
    protected abstract void advance(Duration by);

    /** {@return another store on what lies behind the one under test; the same one if there can be no other} */
    protected MessagingStore sameStoreAgain() {
        return store();
    }

    /** {@return a new transaction of the host's with a session in it; empty if the store cannot join one} */
    protected Optional<HostTransaction> hostTransaction() {
        return Optional.empty();
    }

    @Nested
    @DisplayName("accept")
    class Accepts extends AcceptContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("addresses and consent")
    class Addresses extends AddressContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("what waits for a decision about consent")
    class Holds extends HoldContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("the chained ledger")
    class Ledger extends LedgerContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("tenants")
    class Tenants extends TenantContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("guard")
    class Guards extends GuardContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("polls of providers' records")
    class Polls extends PollContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("claim, release and recover")
    class Claims extends ClaimContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("take")
    class Takes extends TakeContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("lanes and fair shares")
    class Lanes extends LaneContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("intent")
    class Intents extends IntentContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("late messages")
    class LateMessages extends LateContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("first-message disclosure")
    class Disclosures extends DisclosureContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("order within a conversation")
    class Order extends OrderContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("settle")
    class Settlements extends SettleContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("doubts and late answers")
    class Doubts extends DoubtContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("repeating what is in doubt")
    class Repetitions extends RepeatContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("receipts")
    class Receipts extends ReceiptContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("inbound messages")
    class InboundMessages extends IngestContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("reads")
    class Reads extends ReadContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("what is stored comes back")
    class RoundTrips extends RoundTripContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("cancel and reschedule")
    class Recalls extends RecallContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("people decide doubts and bring failures back")
    class DecidesAndReplays extends InterventionContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("tenants see nothing of each other")
    class Isolation extends IsolationContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("inside a transaction of the host")
    class HostTransactions extends HostTransactionContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("limits")
    class Limits extends LimitContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }

    @Nested
    @DisplayName("what contacts wish of the time")
    class Wishes extends WishContract {
        @Override
        MessagingStoreContract contract() {
            return MessagingStoreContract.this;
        }
    }
}
