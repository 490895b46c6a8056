// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/**
 * What stands in the place of an {@link Identity} is none that we can use; the message says why.
 */
final class UnusableIdentity extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableIdentity(String message) {
    super(message);
  }
}
