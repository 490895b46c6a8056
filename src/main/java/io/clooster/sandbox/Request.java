// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, read in full.
 *
 * @param arrivedNanos {@link System#nanoTime} when its first byte was read
 * @param method as sent, in capitals
 * @param path decoded, without the query
 * @param query as sent, without the question mark; empty if there is none
 * @param headers by name in lower case; values of a repeated header are joined with a comma
 * @param body empty if there is none
 * @param keepAlive whether the client wants to send another request on this connection
 */
record Request(
    long arrivedNanos,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String body,
    boolean keepAlive) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The media type without its parameters, in lower case; empty if the header is missing. */
  String mediaType() {
    return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
