// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.Channel;

/** Learns what became of a connection that we made, for the choice of the next address. */
public interface DialOutcome {
  /** It proved to be the peer's. */
  void proved(Channel connection);

  /** It ended without a proof. */
  void unproven(Channel connection);
}
