/** The Telnyx provider. */
module io.stratos.messaging.telnyx {
    requires com.fasterxml.jackson.databind;
    requires transitive io.stratos.messaging;
    requires okhttp3;
    requires okio;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.stratos.messaging.telnyx;
}
