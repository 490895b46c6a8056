// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clooster switch}: hands the record to another server, as planned. */
@Command(
    name = "switch",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Hand the record to another server, as planned, and have it stay there until that server"
          + " fails, is drained, or somebody says switch again: \"failback\": \"auto\" does not undo"
          + " it. Any server of the group can be asked; the one that holds the record does it. Waits"
          + " until it is done.",
      "Exit status: 0 done, 1 it was refused, and nothing was changed; or it is not done within a"
          + " minute, 3 the daemon does not run, does not answer or has \"operate\": false, 4 the"
          + " configuration or the command line is wrong."
    })
final class SwitchCommand implements Callable<Integer> {
  @Mixin private DaemonOption daemon;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVER",
      description = "the server that is to hold the record (of two: the other one)")
  private @Nullable String target;

  @Option(
      names = "--auto",
      description =
          "choose no server any more: the record goes where the order of preference and"
              + " \"failback\" say")
  private boolean auto;

  @Option(names = "--yes", description = "do it without asking")
  private boolean yes;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    if (auto && target != null && command != null) {
      throw new ParameterException(command.commandLine(), "Name a server, or say --auto: not both");
    }
    return daemon.use(this::order);
  }

  private int order(RunningDaemon found)
      throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    if (auto) {
      DaemonOrder.give("/switch?auto=true", found);
      System.out.println(
          "No server is chosen any more: where the record goes, the order of preference and"
              + " \"failback\" say.");
      return ExitStatus.OK;
    }
    String to = target == null ? theOther(found) : target;
    if (!found.servers().contains(to)) {
      throw new DaemonOrder.Refused(
          to + " is none of the servers (" + String.join(", ", found.servers()) + ")");
    }
    String holder = found.holder();
    System.out.println(plan(found.records(), holder, to));
    DaemonOrder.confirm(yes);
    DaemonOrder.handOver(to, found);
    return new SwitchWait(found, to).await();
  }

  /** Of two servers it need not be named. */
  private static String theOther(RunningDaemon found) throws DaemonOrder.Refused {
    List<String> others = found.servers();
    others.remove(found.holder());
    if (others.size() != 1) {
      throw new DaemonOrder.Refused(
          "name the server that is to hold the record: " + String.join(", ", found.servers()));
    }
    return others.get(0);
  }

  private static String plan(String records, @Nullable String holder, String to) {
    String until =
        " until it fails, is drained, or somebody says clooster switch again; \"failback\" does not"
            + " undo it.";
    return to.equals(holder)
        ? to + " holds " + records + " already. It keeps that" + until
        : records
            + " goes from "
            + (holder == null ? "a server that is not known" : holder)
            + " to "
            + to
            + ". It stays there"
            + until;
  }
}
