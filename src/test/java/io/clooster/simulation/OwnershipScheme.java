// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** What tells the servers who moves the record. */
enum OwnershipScheme {
  /** A pair of protocol 1. */
  ORIGINAL(1),
  /** Protocol 2: what the record holds. */
  RECORD(2),
  /** Protocol 2: the claim beside it. */
  CLAIM(2),
  /** The same at a provider that only looks before it writes: the claim is a witness, no fence. */
  WITNESS(2);

  private final int protocol;

  OwnershipScheme(int protocol) {
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }

  boolean claims() {
    return this == CLAIM || this == WITNESS;
  }

  boolean fences() {
    return this == CLAIM;
  }

  String words() {
    String claim =
        switch (this) {
          case RECORD -> " without the claim";
          case WITNESS -> ", last look";
          default -> "";
        };
    return "protocol " + protocol + claim;
  }
}
