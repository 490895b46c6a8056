// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.List;

/**
 * All records of one name and type, as DNS has them, whatever the provider's form is.
 *
 * @param name relative to the zone, in lower case; {@code @} for the zone itself
 * @param ttl in seconds
 * @param values as in a zone file: names absolute with their dot, TXT in quotation marks
 */
public record RecordSet(String name, String type, long ttl, List<String> values) {
  public RecordSet {
    values = List.copyOf(values);
  }

  boolean is(String otherName, String otherType) {
    return name.equals(otherName) && type.equals(otherType);
  }
}
