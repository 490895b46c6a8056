// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.hook.HookStore;
import java.io.IOException;
import java.nio.file.Path;

/** {@code hooks.json} in the state directory: which of the user's programs are still to be run. */
public final class HookFile implements HookStore {
  /** Its name in the state directory. */
  static final String NAME = "hooks.json";

  /** More than the longest one that there can be. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Path file;

  /** In this directory. */
  public HookFile(String stateDirectory) {
    this.file = Path.of(stateDirectory).resolve(NAME);
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
