// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.incident.IncidentStore;
import java.nio.file.Path;

/** {@code incidents.json} in the state directory: the last incidents. */
final class IncidentFile extends WholeFile implements IncidentStore {
  /** Its name in the state directory. */
  static final String NAME = "incidents.json";

  /** More than the longest one that there can be. */
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  /** In this directory. */
  IncidentFile(Path stateDirectory) {
    super(stateDirectory.resolve(NAME), MOST_BYTES);
  }
}
