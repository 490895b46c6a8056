// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What there is to say of a configuration that is no error, whether or not it has errors, too.
 *
 * @param warnings what was read otherwise than it stands there; to be told at each start
 * @param advice what is valid, and hardly meant so
 * @param holdsSecrets whether a secret stands in the file itself
 * @param files what else was read: the files of {@code {{file:…}}}
 */
public record ConfigRemarks(
    List<Problem> warnings, List<Problem> advice, boolean holdsSecrets, Set<Path> files) {

  /** Copies the collections. */
  public ConfigRemarks {
    warnings = List.copyOf(warnings);
    advice = List.copyOf(advice);
    files = Set.copyOf(files);
  }
}
