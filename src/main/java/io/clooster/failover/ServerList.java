// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.List;

/**
 * A list of the servers of a group, in order of preference.
 *
 * @param version of the list: a later one has a higher number; from 1 to {@link #LAST_VERSION}
 */
public record ServerList(long version, List<String> names) {
  public static final long LAST_VERSION = 999_999_999;

  public ServerList {
    names = List.copyOf(names);
  }

  public boolean has(String server) {
    return names.contains(server);
  }
}
