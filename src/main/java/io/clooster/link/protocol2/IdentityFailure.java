// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/** This server's certificate can't be made or used; the message says what to do. */
public final class IdentityFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityFailure(String message) {
    super(message);
  }
}
