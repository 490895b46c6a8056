// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.io.IOException;

/** A small file that outlives this process. */
public interface IncidentStore {
  /**
   * What it holds.
   *
   * @throws java.nio.file.NoSuchFileException where there is none
   */
  byte[] read() throws IOException;

  /** Puts this there, whole or not at all. */
  void write(byte[] content) throws IOException;
}
