// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

/** What the bytes on a connection say. */
enum Protocol1Message {
  /** The hello that only the peer can make. */
  HELLO,
  /** 32 bytes that are not the peer's hello. */
  WRONG_HELLO,
  /** A TLS record instead of a hello: protocol 2, perhaps. */
  TLS,
  /** The peer's name: it lives. */
  NAME,
  /** Bytes that protocol 1 does not know. */
  GARBAGE
}
