// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/** How a look at the provider came to what it says of the claim. */
public enum ClaimSight {
  /** By what the provider lists at the claim's name; nothing else was asked for. */
  LISTED,

  /** No list shows it, or only an older one; it was found by its {@link ClaimReference}. */
  BY_REFERENCE,

  /**
   * No list shows the claim that the reference names, nor a later one, and the reference names
   * nothing any more: it was replaced or deleted.
   */
  GONE
}
