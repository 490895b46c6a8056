// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.Set;

/**
 * What a credential opens.
 *
 * @param id names the credential without giving it away
 * @param token whether it is an API token, not a global key
 * @param zones names of the zones it is for; empty for all
 */
record Access(String id, boolean token, Set<String> zones) {

  boolean covers(SandboxZone zone) {
    return zones.isEmpty() || zones.contains(zone.name());
  }
}
