package io.stratos.messaging.examples.bench;

import io.stratos.messaging.Tenant;
import io.stratos.messaging.consent.Evidence;
import io.stratos.messaging.consent.Purpose;
import java.util.Locale;

/** Contacts who agreed to everything, in ten area codes with laws of their own and without. */
final class Contacts {

    static final String TENANT = "acme";
    static final String SENDER = "+14155550100";

    /** Nobody has a number in the exchange 555. */
    private static final String[] AREAS = {"212", "303", "305", "312", "404", "415", "503", "602", "617", "808"};

    private static final int NUMBERS = 10_000;

    static final int MOST = AREAS.length * NUMBERS;

    private Contacts() {}

    static String address(int number) {
        return String.format(
                Locale.ROOT, "+1%s555%04d", AREAS[number % AREAS.length], (number / AREAS.length) % NUMBERS);
    }

    static void agree(Tenant tenant, int number) {
        for (Purpose purpose : new Purpose[] {Purpose.TRANSACTIONAL, Purpose.MARKETING}) {
            tenant.consent().optIn(address(number), purpose, Evidence.form("booking"));
        }
    }

    /** Makes the others after the image of the first, which must be there. */
    static void copy(Server server, int number) {
        String area = "(ARRAY['" + String.join("','", AREAS) + "'])[1 + n % " + AREAS.length + "]";
        server.run(
                "CREATE TEMP TABLE copied AS SELECT gen_random_uuid() AS contact, gen_random_uuid() AS conversation,"
                        + " '+1' || " + area + " || '555' || lpad((n / " + AREAS.length + ")::text, 4, '0') AS address"
                        + " FROM generate_series(1, " + (number - 1) + ") AS n",
                "INSERT INTO msg_contact (tenant_id, contact_id, created_at)"
                        + " SELECT tenant_id, contact, created_at FROM msg_address, copied",
                "INSERT INTO msg_conversation (tenant_id, conversation_id, contact_id, status, priority, tags,"
                        + " participants, links) SELECT v.tenant_id, conversation, contact, status, priority, tags,"
                        + " participants, links FROM msg_conversation v, copied",
                "INSERT INTO msg_address (tenant_id, address, contact_id, conversation_id, consents, consent_events,"
                        + " created_at) SELECT a.tenant_id, c.address, contact, conversation, consents, consent_events,"
                        + " created_at FROM msg_address a, copied c",
                "DROP TABLE copied",
                "VACUUM (ANALYZE) msg_address",
                "CHECKPOINT");
    }
}
