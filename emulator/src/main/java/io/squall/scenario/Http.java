package io.squall.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What a class of HTTP/1.1 asks for, by GET.
 *
 * @param target of the request, in origin form (RFC 9112 §3.2.1)
 * @param host of the request's Host field; null for the address that is asked
 * @param keep a source keeps its connection for its next attempt; else each attempt has one of its own
 */
public record Http(String target, @Nullable String host, boolean keep) {}
