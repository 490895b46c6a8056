// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same where it may also stand without the option. */
class ConfigArgument extends ConfigOption {
  @Parameters(arity = "0..1", paramLabel = "CONFIG", description = "the same as --config CONFIG")
  private @Nullable Path argument;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Override
  Path file() {
    if (argument == null) {
      return super.file();
    }
    if (named() != null && !argument.equals(named()) && command != null) {
      throw new ParameterException(
          command.commandLine(), "two configurations are named, " + named() + " and " + argument);
    }
    return argument;
  }

  @Override
  boolean isGiven() {
    return argument != null || super.isGiven();
  }
}
