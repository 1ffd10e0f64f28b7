/** The Telnyx provider. */
module io.stratos.messaging.telnyx {
    requires com.fasterxml.jackson.databind;
    requires transitive io.stratos.messaging;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.stratos.messaging.telnyx;
}
