// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/**
 * One message as it travels.
 *
 * @param text a JSON object
 */
record Frame(MessageType type, String text) {
  /** Bytes of type and text together, at most. */
  static final int LONGEST = 4096;

  /** This frame, if it is of the type that has to come now. */
  Frame expected(MessageType due) {
    if (type != due) {
      throw new ProtocolException("a " + type.word() + " where a " + due.word() + " is due");
    }
    return this;
  }
}
