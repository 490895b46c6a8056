// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

/** A service answered a message with something by which it does not confirm one. */
public final class NotConfirmed extends Exception {
  private static final long serialVersionUID = 1L;

  NotConfirmed(String message) {
    super(message);
  }
}
