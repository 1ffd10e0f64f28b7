/** The Twilio provider. */
module io.stratos.messaging.twilio {
    requires com.fasterxml.jackson.databind;
    requires transitive io.stratos.messaging;
    requires okhttp3;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.stratos.messaging.twilio;
}
