package io.squall.plane.netty;

/** Where a server hands over what it was asked. */
@FunctionalInterface
interface Requests {
    /** @param request a number under which {@link Server#answered} gets it back */
    void accept(int request);
}
