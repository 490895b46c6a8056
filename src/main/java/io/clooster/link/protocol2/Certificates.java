// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.util.Arrays;

/** The SHA-256 of the two certificates (DER) of a TLS connection: each end's thumbprint. */
final class Certificates {
  private final byte[] own;
  private final byte[] peers;

  /** Of these two certificates. */
  Certificates(byte[] own, byte[] peers) {
    this.own = Digests.sha256(own);
    this.peers = Digests.sha256(peers);
  }

  /** True where one program holds both ends. */
  boolean areSame() {
    return Arrays.equals(own, peers);
  }

  /** The dialler's and then the acceptor's, 64 bytes. */
  byte[] inOrder(LinkRole own) {
    byte[] first = own == LinkRole.DIALLER ? this.own : peers;
    byte[] second = own == LinkRole.DIALLER ? peers : this.own;
    byte[] both = new byte[2 * Digests.LENGTH];
    System.arraycopy(first, 0, both, 0, Digests.LENGTH);
    System.arraycopy(second, 0, both, Digests.LENGTH, Digests.LENGTH);
    return both;
  }
}
