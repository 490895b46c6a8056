// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.List;
import java.util.Optional;

/**
 * One change of a zone, as its server keeps it.
 *
 * @param serial the zone's serial after it
 * @param removed what it took away, but for the SOA
 * @param added what it brought, but for the SOA
 */
public record ZoneChange(long serial, List<Line> removed, List<Line> added) {
  /**
   * A record.
   *
   * @param name without its final dot
   * @param type CNAME …
   * @param value as in a zone file; a name without its final dot
   */
  public record Line(String name, String type, String value) {
    /** A record as it may be written. */
    static Line of(String name, String type, String value) {
      return new Line(undotted(name), type, type.equals("TXT") ? value : undotted(value));
    }

    private static String undotted(String name) {
      return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
  }

  /** What the set holds since this change, if that is something new; of several values, one. */
  public Optional<String> brought(String name, String type) {
    return added.stream()
        .filter(line -> line.name().equals(name) && line.type().equals(type))
        .filter(line -> !removed.contains(line))
        .map(Line::value)
        .findFirst();
  }
}
