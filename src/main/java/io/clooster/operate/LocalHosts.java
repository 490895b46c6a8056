// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request has to be meant for: this machine. A page of the web that a browser on this
 * machine shows could ask as well, if its name were made to point here (DNS rebinding).
 */
public final class LocalHosts {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String address;

  /** {@code address} is where we listen, an IPv6 one in brackets. */
  public LocalHosts(String address) {
    this.address = address;
  }

  /**
   * True when the request's header {@code Host} names another machine, or none.
   *
   * @param host with or without a port; null where there is no such header
   */
  public boolean isForeign(@Nullable String host) {
    if (host == null) {
      return true;
    }
    String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    return !HERE.contains(name) && !name.equals(address);
  }
}
