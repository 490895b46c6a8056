// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.ArrayList;
import java.util.List;

/** The one record of a name and a type. */
final class LiteralMapping implements Mapping {
  private final String zone;
  private final String name;
  private final String type;

  LiteralMapping(String zone, String name, String type) {
    this.zone = zone;
    this.name = RecordValue.normal(name);
    this.type = type;
  }

  @Override
  public String zone() {
    return zone;
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public List<FoundRecord> ours(List<FoundRecord> found) throws DnsFailure {
    List<FoundRecord> ours = new ArrayList<>();
    List<FoundRecord> others = new ArrayList<>();
    for (FoundRecord record : found) {
      if (record.name().equals(name)) {
        (record.type().equals(type) ? ours : others).add(record);
      }
    }
    String what = type + " record '" + name + "'";
    if (ours.isEmpty()) {
      throw new DnsFailure(
          "there is no " + what + " in zone '" + zone + "'" + FoundRecord.found(others));
    }
    if (ours.size() > 1) {
      throw new DnsFailure("there is more than one " + what + FoundRecord.found(ours));
    }
    return ours;
  }

  @Override
  public String value(List<FoundRecord> ours) {
    return ours.get(0).value();
  }

  @Override
  public String content(FoundRecord record, String value) {
    return value;
  }

  @Override
  public String described(FoundRecord record) {
    return record.toString();
  }
}
