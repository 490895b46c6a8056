// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import java.io.IOException;
import java.util.List;

/** Knows whom to ask. */
interface NameServerSource {

  /**
   * The servers that answer for the zone.
   *
   * @throws IOException when none can be found; says why
   */
  Found find() throws IOException, InterruptedException;

  /**
   * What was found.
   *
   * @param servers those that can be asked
   * @param lost a line for each other one, which says why it can't
   */
  record Found(List<NameServer> servers, List<String> lost) {
    /** So many are asked; a zone has two to eight. */
    private static final int MOST = 32;

    public Found {
      servers = servers.stream().distinct().limit(MOST).toList();
      lost = lost.stream().limit(MOST).toList();
    }
  }
}
