// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

/** What a listening route hears of a connection besides events. */
public sealed interface Notice {
  /** A connection is open: time to send our hello. */
  record Greeting() implements Notice {}

  /** Someone came from an address that is not the peer's; it may have moved. */
  record Stranger() implements Notice {}
}
