// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

/** A file in the outbox is no message of ours; trying again would not make it one. */
public final class MalformedOutboxFile extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedOutboxFile(String message) {
    super(message);
  }
}
