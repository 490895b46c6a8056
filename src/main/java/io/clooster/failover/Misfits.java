// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.HashMap;
import java.util.Map;

/**
 * Servers whose key, version or configuration contradicts ours are not protected: each is told once
 * for each fault, and once when it is over.
 */
final class Misfits {
  private final Messenger messenger;
  private final Map<String, HelloFault> told = new HashMap<>();

  Misfits(Messenger messenger) {
    this.messenger = messenger;
  }

  void seen(String peer, HelloFault fault, String reason, Actions out) {
    if (told.put(peer, fault) != fault) {
      messenger.misfit(peer, fault, reason, out);
    }
  }

  void over(String peer, Actions out) {
    if (told.remove(peer) != null) {
      messenger.fit(peer, out);
    }
  }
}
