// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.List;
import java.util.Optional;

/** {@code GET /zones} and {@code GET /zones/{id}}. */
final class ZonesEndpoint {
  private final SandboxZones zones;

  ZonesEndpoint(SandboxZones zones) {
    this.zones = zones;
  }

  /** Lists the zones that the credential is for; all of them are active. */
  ApiAnswer list(Access access, Parameters parameters) {
    Optional<String> name = parameters.text("name").map(DnsNames::canonical);
    boolean active =
        parameters
            .choice("status", List.of("initializing", "pending", "active", "moved"))
            .orElse("active")
            .equals("active");
    Paging paging = Paging.of(parameters, 20, 5, 50);
    parameters.refuseRest();
    return paging.answer(
        zones.all().stream()
            .filter(access::covers)
            .filter(zone -> active && name.map(zone.shownName()::equals).orElse(true))
            .toList(),
        SandboxZone::json);
  }

  /**
   * The zone of this identifier.
   *
   * @throws ApiError if there is none, or the credential is not for it
   */
  SandboxZone find(Access access, String id, String path) {
    SandboxZone zone = zones.byId(id).orElseThrow(() -> ApiError.noRoute(path));
    if (!access.covers(zone)) {
      throw new ApiError(403, 10000, "Authentication error");
    }
    return zone;
  }
}
