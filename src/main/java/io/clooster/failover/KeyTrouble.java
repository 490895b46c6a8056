// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * A peer that shows a wrong key leaves the pair unprotected: told once, and once when it is over.
 */
final class KeyTrouble {
  private final Messenger messenger;
  private boolean told;

  KeyTrouble(Messenger messenger) {
    this.messenger = messenger;
  }

  /** While the peer itself is linked, a wrong hello is a stranger's and no danger. */
  void seen(boolean linked, Actions out) {
    if (!linked && !told) {
      told = true;
      messenger.wrongKey(out);
    }
  }

  void over(Actions out) {
    if (told) {
      told = false;
      messenger.rightKey(out);
    }
  }
}
