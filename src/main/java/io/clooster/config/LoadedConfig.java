// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A configuration, and what there is to say of how it was written.
 *
 * @param config what it says
 * @param warnings what was read otherwise than it stands there; to be told at each start
 * @param advice what is valid, and hardly meant so
 * @param holdsSecrets whether a secret stands in the file itself
 * @param files what else was read: the files of {@code {{file:…}}}
 */
public record LoadedConfig(
    Config config,
    List<Problem> warnings,
    List<Problem> advice,
    boolean holdsSecrets,
    Set<Path> files) {

  /** Copies the collections. */
  public LoadedConfig {
    warnings = List.copyOf(warnings);
    advice = List.copyOf(advice);
    files = Set.copyOf(files);
  }
}
