// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

/** What the user added would take the place of something that is there. */
final class NameTaken extends Exception {
  private static final long serialVersionUID = 1L;

  NameTaken(String message) {
    super(message);
  }
}
