/** The engine, its API and its SPI. */
module io.stratos.messaging {
    requires com.github.benmanes.caffeine;
    requires com.github.f4b6a3.uuid;
    requires com.google.i18n.phonenumbers.libphonenumber;
    requires okhttp3;
    requires okio;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.stratos.messaging;
    exports io.stratos.messaging.consent;
    exports io.stratos.messaging.contact;
    exports io.stratos.messaging.conversation;
    exports io.stratos.messaging.delivery;
    exports io.stratos.messaging.exception;
    exports io.stratos.messaging.id;
    exports io.stratos.messaging.limit;
    exports io.stratos.messaging.memory;
    exports io.stratos.messaging.message;
    exports io.stratos.messaging.routing;
    exports io.stratos.messaging.schedule;
    exports io.stratos.messaging.simulation;
    exports io.stratos.messaging.spi.http;
    exports io.stratos.messaging.spi.provider;
    exports io.stratos.messaging.spi.store;
    exports io.stratos.messaging.tenant;
    exports io.stratos.messaging.webhook;
}
