package io.squall.socket;

import java.util.function.Supplier;

/** A network of this host in which sockets can be opened. */
public interface Place {
    /** Where this process is. */
    Place HERE = new Place() {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    };

    /** Does something there, by the calling thread: a socket that it opens stays there. */
    <T> T call(Supplier<T> work);
}
