// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

/**
 * A write that depended on what was read changed nothing, as that is not there any more: another
 * server was faster, or somebody's hand. Not an error; reading again tells what is there now.
 */
public final class DnsConflict extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is the provider's own, for those who watch. */
  public DnsConflict(String message) {
    super(message);
  }
}
