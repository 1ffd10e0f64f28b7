package io.stratos.messaging.examples.bench;

import io.stratos.messaging.spi.store.MessagingStore;
import io.stratos.messaging.spi.store.SendGate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/** A store in which nothing is ever due: each pass of an engine over it asks that engine's gate as often as one likes. */
final class AskingStore {

    private AskingStore() {}

    /** {@return all that another store does, but to take up what is due} */
    static MessagingStore over(MessagingStore real, Consumer<SendGate> pass) {
        return (MessagingStore) Proxy.newProxyInstance(
                AskingStore.class.getClassLoader(),
                new Class<?>[] {MessagingStore.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("take")) {
                        pass.accept((SendGate) arguments[2]);
                        return List.of();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
