// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code clooster}: without a command, it runs. */
@Command(
    name = "clooster",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Keeps a DNS record pointing at a server that works: two or more servers watch each other."
          + " When the one that the record points at dies, another one moves the record to itself"
          + " and tells you.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "clooster [run] [[-c] CONFIG]",
      "       clooster init|check|status|incidents [...]",
      "       clooster drain|resume|switch|hold|release|drill|notify-test|forget [...]",
      "       clooster demo|sandbox|cds-archive|version|generate-completion [...]",
      ""
    },
    footer = {
      "",
      "Exit status of run: 0 after a clean stop, 1 when it can't start, 2 when the configuration or"
          + " the command line is wrong, 3 when memory ran out. The other commands' own --help says"
          + " theirs.",
      "New here? Try: clooster demo"
    },
    subcommands = {
      Run.class,
      Init.class,
      Check.class,
      StatusCommand.class,
      IncidentsCommand.class,
      DrainCommand.class,
      ResumeCommand.class,
      SwitchCommand.class,
      DrillCommand.class,
      HoldCommand.class,
      ReleaseCommand.class,
      NotifyTest.class,
      ForgetCommand.class,
      DemoCommand.class,
      SandboxCommand.class,
      CdsArchive.class,
      Version.class,
      GenerateCompletion.class,
      Train.class
    })
public final class Cli implements Callable<Integer> {
  @Mixin private ConfigArgument config;

  /** Parses and does what {@code args} ask for; returns the exit status. */
  public static int execute(String... args) {
    List<String> run = runArguments(args);
    return run == null
        ? execute(new CommandLine(new Cli()), args)
        : prepared(new CommandLine(new Run())).execute(run.toArray(String[]::new));
  }

  /**
   * What {@code run} gets, where {@code args} can mean nothing else; null where they may. The start
   * of a daemon does not wait until all other commands are set up.
   */
  static @Nullable List<String> runArguments(String... args) {
    List<String> words = List.of(args);
    boolean named = !words.isEmpty() && words.get(0).equals(Run.NAME);
    List<String> rest = named ? words.subList(1, words.size()) : words;
    boolean plain =
        rest.isEmpty()
            || (rest.size() == 1
                && !rest.get(0).startsWith("-")
                && (named || UnknownWord.isLikeAPath(rest.get(0))));
    return plain ? rest : null;
  }

  static int execute(CommandLine commands, String... args) {
    UnknownWord unknown = UnknownWord.in(args, commands);
    if (unknown == null) {
      return prepared(commands).execute(args);
    }
    if (unknown.asksForHelp()) {
      commands.usage(commands.getOut());
      return ExitStatus.OK;
    }
    commands.getErr().println("clooster: " + unknown.explained());
    return ExitStatus.CONFIG;
  }

  private static CommandLine prepared(CommandLine commands) {
    return commands
        .setParameterExceptionHandler(new UsageMistake())
        .setExecutionStrategy(
            parsed -> {
              if (parsed.hasSubcommand()
                  && parsed.commandSpec().userObject() instanceof Cli top
                  && top.config.isGiven()) {
                throw new ParameterException(
                    parsed.subcommand().commandSpec().commandLine(),
                    "the configuration stands before the command: write it behind");
              }
              return new CommandLine.RunLast().execute(parsed);
            });
  }

  @Override
  public Integer call() {
    return Run.with(config);
  }
}
