// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

/** A notifier refused a message, and would again: it is put aside, not tried again. */
public final class RefusedForGood extends DeliveryFailure {
  private static final long serialVersionUID = 1L;

  /**
   * Why it did.
   *
   * @param remedy what to do for those to come: continues a sentence, without a full stop
   */
  public RefusedForGood(String message, String remedy) {
    super(message, remedy);
  }
}
