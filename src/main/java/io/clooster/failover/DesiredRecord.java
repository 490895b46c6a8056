// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * What the record should hold from now on, and why.
 *
 * @param value the wanted value
 * @param cause what made us want it
 * @param notBefore when this server may write it; until then the other one has precedence
 */
public record DesiredRecord(String value, ChangeReason cause, Moment notBefore) {

  /** The same, for later. */
  public DesiredRecord notBefore(Moment moment) {
    return new DesiredRecord(value, cause, moment);
  }
}
