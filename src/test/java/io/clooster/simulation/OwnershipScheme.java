// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** What tells the servers who moves the record. */
enum OwnershipScheme {
  /** A pair of protocol 1. */
  ORIGINAL(1),
  /** Protocol 2: what the record holds. */
  RECORD(2),
  /** Protocol 2: the claim beside it. */
  CLAIM(2);

  private final int protocol;

  OwnershipScheme(int protocol) {
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }

  boolean claims() {
    return this == CLAIM;
  }

  String words() {
    return "protocol " + protocol + (this == RECORD ? " without the claim" : "");
  }
}
