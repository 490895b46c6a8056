// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/**
 * Bytes that protocol 2 does not know. The message says what is wrong with them in our own words,
 * and never quotes them: they may be anybody's.
 */
final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String what) {
    super(what, null, false, false);
  }
}
