// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in one line: the usage is one command away. */
final class UsageMistake implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException mistake, String[] args) {
    CommandSpec command = mistake.getCommandLine().getCommandSpec();
    String name = command.qualifiedName(" ");
    mistake
        .getCommandLine()
        .getErr()
        .println(name + ": " + told(mistake, List.of(args)) + " (" + name + " --help)");
    return command.exitCodeOnInvalidInput();
  }

  private static String told(ParameterException mistake, List<String> args) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, args);
    }
    ArgSpec about =
        mistake instanceof MissingParameterException missing && !missing.getMissing().isEmpty()
            ? missing.getMissing().get(0)
            : mistake.getArgSpec();
    if (about == null) {
      return firstLine(mistake);
    }
    String name = about instanceof OptionSpec option ? option.longestName() : about.paramLabel();
    if (mistake instanceof MissingParameterException) {
      return about.isOption() ? name + " needs a value: " + about.paramLabel() : firstLine(mistake);
    }
    String value = mistake.getValue();
    if (value != null && Map.class.isAssignableFrom(about.type())) {
      return name + ": \"" + value + "\" is not " + about.paramLabel();
    } else if (value != null && about.type() == int.class) {
      return name + ": \"" + value + "\" is not a number";
    }
    return firstLine(mistake);
  }

  private static String unmatched(UnmatchedArgumentException mistake, List<String> args) {
    String word = mistake.getUnmatched().get(0);
    if (mistake.isUnknownOption()) {
      List<String> options =
          mistake.getCommandLine().getCommandSpec().options().stream()
              .flatMap(option -> Arrays.stream(option.names()))
              .toList();
      return "there is no option \""
          + word
          + "\""
          + DidYouMean.closest(word, options)
              .map(option -> ", did you mean " + option + "?")
              .orElse("");
    }
    @Nullable String advice = SplitValues.advice(args, word);
    return "\"" + word + "\" is one word too many" + (advice == null ? "" : ": " + advice);
  }

  private static String firstLine(ParameterException mistake) {
    return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
  }
}
