// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * Protocol 1: a peer that shows a wrong key leaves the pair unprotected: told once, and once when
 * it is over.
 */
final class KeyTrouble {
  private final String peer;
  private final Messenger messenger;
  private boolean told;

  KeyTrouble(String peer, Messenger messenger) {
    this.peer = peer;
    this.messenger = messenger;
  }

  /** While the peer itself is linked, a wrong hello is a stranger's and no danger. */
  void seen(boolean linked, Actions out) {
    if (!linked && !told) {
      told = true;
      messenger.wrongKey(peer, out);
    }
  }

  void over(Actions out) {
    if (told) {
      told = false;
      messenger.rightKey(peer, out);
    }
  }
}
