// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the state directory that is read and replaced as a whole. */
abstract class WholeFile {
  private final Path file;
  private final int mostBytes;

  /** A longer one than {@code mostBytes} is not read. */
  WholeFile(Path file, int mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /**
   * What it holds.
   *
   * @throws java.nio.file.NoSuchFileException where there is none
   */
  public byte[] read() throws IOException {
    return StateFile.read(file, mostBytes);
  }

  /** Puts this there, whole or not at all. */
  public void write(byte[] content) throws IOException {
    StateFile.replace(file, content);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
