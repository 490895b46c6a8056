// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.hook.HookStore;
import java.nio.file.Path;

/** {@code hooks.json} in the state directory: which of the user's programs are still to be run. */
public final class HookFile extends WholeFile implements HookStore {
  /** Its name in the state directory. */
  static final String NAME = "hooks.json";

  /** More than the longest one that there can be. */
  private static final int MOST_BYTES = 64 * 1024;

  /** In this directory. */
  public HookFile(String stateDirectory) {
    super(Path.of(stateDirectory).resolve(NAME), MOST_BYTES);
  }
}
