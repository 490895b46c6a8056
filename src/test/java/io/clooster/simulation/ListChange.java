// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.ServerList;
import java.util.ArrayList;
import java.util.List;

/**
 * The group's list of servers is changed once: its second version has one server more than the
 * first one, or one less.
 *
 * @param server the place of that server among all that there are
 * @param adds whether it comes, or goes
 */
record ListChange(int server, boolean adds) {
  static final long BEFORE = 1;
  static final long AFTER = 2;

  /** True where this version has that server. */
  boolean has(long version, int server) {
    return server != this.server || adds == (version == AFTER);
  }

  /** The list of this version, of so many servers in all. */
  ServerList list(long version, int servers) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      if (has(version, i)) {
        names.add(Setup.name(i));
      }
    }
    return new ServerList(version, names);
  }
}
