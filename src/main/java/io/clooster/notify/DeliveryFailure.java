// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.InPlainWords;

/** A notifier did not take a message, which will be tried again; it knows what helps. */
public sealed class DeliveryFailure extends Exception implements InPlainWords
    permits RefusedForGood {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * Why it did not.
   *
   * @param remedy what to do: continues a sentence, without a full stop
   */
  public DeliveryFailure(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** What to do. */
  public final String remedy() {
    return remedy;
  }
}
