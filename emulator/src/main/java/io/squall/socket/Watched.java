package io.squall.socket;

import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A datagram socket whose loop tells it when there is something to read, and of nothing else. */
abstract class Watched implements IoHandle {
    private final IoOps reading;
    private @Nullable IoRegistration registration;

    Watched(IoOps reading) {
        this.reading = reading;
    }

    abstract void closeSocket() throws IOException;

    final void registered(IoRegistration registered) {
        registration = registered;
        registered.submit(reading);
    }

    @Override
    public final void close() {
        if (registration != null) {
            registration.cancel();
        }
        try {
            closeSocket();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }
}
