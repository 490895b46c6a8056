// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

/** Which end of a connection a server is. */
enum LinkRole {
  /** It made the connection. */
  DIALLER('D'),
  /** The connection was made to it. */
  ACCEPTOR('A');

  /** How the proof says it. */
  final byte sign;

  LinkRole(char sign) {
    this.sign = (byte) sign;
  }

  LinkRole other() {
    return this == DIALLER ? ACCEPTOR : DIALLER;
  }
}
