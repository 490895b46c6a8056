// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration can't be used. The message is made to be shown to the user as it is. */
public final class ConfigException extends Exception {
  private final List<Problem> problems;
  private final ConfigRemarks remarks;

  ConfigException(List<Problem> problems, ConfigRemarks remarks) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.remarks = remarks;
  }

  /** Everything that is wrong, from top to bottom of the file; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** What else there is to say of the file, as far as it could be read. */
  public ConfigRemarks remarks() {
    return remarks;
  }
}
