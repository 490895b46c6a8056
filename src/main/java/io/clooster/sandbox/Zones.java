// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.net.IDN;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All zones of the sandbox. */
final class Zones {
  private final List<Zone> zones = new CopyOnWriteArrayList<>();

  Zone add(String name) {
    String shown = Names.canonical(name);
    String canonical = IDN.toASCII(shown);
    if (!canonical.contains(".") || !Names.isHost(canonical)) {
      throw new IllegalArgumentException("not a zone name: " + name);
    }
    if (zones.stream().anyMatch(zone -> zone.name().equals(canonical))) {
      throw new IllegalArgumentException("the zone is there already: " + name);
    }
    Zone zone = new Zone(canonical, shown);
    zones.add(zone);
    return zone;
  }

  void remove(Zone zone) {
    zones.remove(zone);
  }

  List<Zone> all() {
    return List.copyOf(zones);
  }

  Optional<Zone> byId(String id) {
    return zones.stream().filter(zone -> zone.id().equals(id)).findFirst();
  }

  /** The zone that the record of this full name belongs to: the longest that fits. */
  Optional<Zone> of(String recordName) {
    String name = "." + Names.canonical(recordName);
    return zones.stream()
        .filter(zone -> name.endsWith("." + zone.name()))
        .max(Comparator.comparingInt(zone -> zone.name().length()));
  }
}
