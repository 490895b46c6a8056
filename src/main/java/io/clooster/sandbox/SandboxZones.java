// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.net.IDN;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All zones of the sandbox. */
final class SandboxZones {
  private final List<SandboxZone> zones = new CopyOnWriteArrayList<>();

  SandboxZone add(String name) {
    String shown = DnsNames.canonical(name);
    String canonical = IDN.toASCII(shown);
    if (!canonical.contains(".") || !DnsNames.isHost(canonical)) {
      throw new IllegalArgumentException("not a zone name: " + name);
    }
    if (zones.stream().anyMatch(zone -> zone.name().equals(canonical))) {
      throw new IllegalArgumentException("the zone is there already: " + name);
    }
    SandboxZone zone = new SandboxZone(canonical, shown);
    zones.add(zone);
    return zone;
  }

  void remove(SandboxZone zone) {
    zones.remove(zone);
  }

  List<SandboxZone> all() {
    return List.copyOf(zones);
  }

  Optional<SandboxZone> byId(String id) {
    return zones.stream().filter(zone -> zone.id().equals(id)).findFirst();
  }

  /** The zone that the record of this full name belongs to: the longest that fits. */
  Optional<SandboxZone> of(String recordName) {
    String name = "." + DnsNames.canonical(recordName);
    return zones.stream()
        .filter(zone -> name.endsWith("." + zone.name()))
        .max(Comparator.comparingInt(zone -> zone.name().length()));
  }
}
