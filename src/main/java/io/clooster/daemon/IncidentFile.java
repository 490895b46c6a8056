// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.incident.IncidentStore;
import java.io.IOException;
import java.nio.file.Path;

/** {@code incidents.json} in the state directory: the last incidents. */
final class IncidentFile implements IncidentStore {
  /** Its name in the state directory. */
  static final String NAME = "incidents.json";

  /** More than the longest one that there can be. */
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private final Path file;

  /** In this directory. */
  IncidentFile(Path stateDirectory) {
    this.file = stateDirectory.resolve(NAME);
  }

  @Override
  public byte[] read() throws IOException {
    return StateFile.read(file, MOST_BYTES);
  }

  @Override
  public void write(byte[] content) throws IOException {
    StateFile.replace(file, content);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
