// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

/** A sentence that can't be used; the message says why. */
final class MalformedTemplate extends Exception {
  private static final long serialVersionUID = 1;

  MalformedTemplate(String what) {
    super(what);
  }
}
