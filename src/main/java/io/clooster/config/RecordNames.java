// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code record}, or {@code records}: the names that are moved together. */
final class RecordNames {
  private static final int MOST = 100;
  private static final String REMEDY = "write its full name: \"record\": \"www.example.com\"";

  /** A name and where it stands. */
  record Named(String name, ConfigValue at) {}

  private RecordNames() {}

  /** At least one name, or null and a problem. */
  static @Nullable List<Named> read(BlockReader block, int protocol) {
    ConfigValue several = block.item("records");
    if (several == null) {
      String name = block.required("record", ValueType.RECORD, REMEDY);
      ConfigValue item = block.item("record");
      return name == null || item == null ? null : List.of(new Named(name, item));
    }
    if (protocol == 1) {
      several.problem(
          "is for protocol 2 only: protocol 1 moves one record",
          "write \"record\", or \"protocol\": 2 on both servers");
    }
    if (block.has("record")) {
      several.problem("stands together with record", "put that name into \"records\", too");
    }
    return list(several);
  }

  /** A name outside the zone is a mistake. */
  static void placeInZone(Named named, String zone, BlockReader block) {
    String record = named.name();
    ConfigValue zoneItem = block.item("zone");
    if (record.equals(zone) || record.endsWith("." + zone)) {
      return;
    }
    if (!named.at().isLiteral() || zoneItem == null || !zoneItem.isLiteral()) {
      named.at().problem("is not in the zone", "write a name that ends in the zone's name");
      return;
    }
    named
        .at()
        .problem(
            HostName.shown(record) + " is not in the zone " + HostName.shown(zone),
            record.contains(".")
                ? "write a name that ends in ." + Quoting.plain(zone) + ", or correct \"zone\""
                : "write its full name: " + Quoting.quoted(record + "." + zone));
  }

  private static @Nullable List<Named> list(ConfigValue records) {
    List<ConfigValue> items =
        records.list("write \"records\": [\"www.example.com\", \"example.com\"]");
    if (items == null) {
      return null;
    }
    if (items.size() > MOST) {
      records.problem("names " + items.size() + " records", "keep " + MOST + " at most");
      return null;
    }
    List<Named> names = new ArrayList<>();
    Map<String, ConfigValue> seen = new LinkedHashMap<>();
    for (ConfigValue item : items) {
      String name = item.value(ValueType.RECORD);
      if (name != null) {
        names.add(new Named(name, item));
        item.requireUnique(
            seen, name, "is the same as", "name each record once: all of its types are found");
      }
    }
    return names.size() == items.size() ? names : null;
  }
}
