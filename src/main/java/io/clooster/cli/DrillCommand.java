// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.OrderTime;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clooster drill}: a move of the record that is tried, or a death. */
@Command(
    name = "drill",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Try a move of the record, there and back: hand it to another server, wait until all of the"
          + " zone's name servers give the new value, hand it back, and say how long each step took"
          + " and what clients saw. Both servers are in service all the time. Any server of the"
          + " group can be asked.",
      "With --crash, said on the server that holds the record, its daemon ends as if it had died,"
          + " so that another server takes its place; what starts it again, systemd say, brings it"
          + " back after that.",
      "Exit status: 0 the record went there and back, and all name servers gave each value; or"
          + " another server took the place of the one that ended, 1 it was refused, or some step"
          + " was not done: it says which, and where the record is, 3 the daemon does not run, does"
          + " not answer or has \"operate\": false, 4 the configuration or the command line is"
          + " wrong."
    })
final class DrillCommand implements Callable<Integer> {
  @Mixin private DaemonOption daemon;

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVER",
      description = "the server that is to hold the record meanwhile (the first that could)")
  private @Nullable String target;

  @Option(
      names = "--crash",
      description = "end this server's daemon as if it had died; it comes back after the take-over")
  private boolean crash;

  @Option(names = "--yes", description = "do it without asking")
  private boolean yes;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "75s",
      description =
          "so long the name servers may take to give each value, 1h at most (${DEFAULT-VALUE})")
  private String within;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    if (crash && target != null && command != null) {
      throw new ParameterException(
          command.commandLine(),
          "Who takes its place after a crash, the servers decide: name none");
    }
    Duration patience = OrderTimeOption.read("--within", OrderTime.DRILL, within, command);
    return daemon.use(found -> drill(found, patience));
  }

  private int drill(RunningDaemon found, Duration patience)
      throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    String holder = found.holder();
    if (holder == null) {
      throw new DaemonOrder.Refused(
          "no server is known to hold the record, so nothing was changed: clooster status says why");
    }
    String to = target == null ? found.standby() : target;
    if (crash && !holder.equals(found.server())) {
      throw new DaemonOrder.Refused(
          holder + " holds the record: say clooster drill --crash there. Nothing was done");
    } else if (to == null) {
      throw new DaemonOrder.Refused(
          "no other server could hold the record, so nothing was changed: clooster status says why");
    } else if (!found.servers().contains(to) || to.equals(holder)) {
      throw new DaemonOrder.Refused(
          to
              + " is "
              + (to.equals(holder) ? "the server that holds the record" : "none of the servers")
              + ": name another one of "
              + String.join(", ", found.servers()));
    }
    System.out.println(crash ? crashPlan(found) : plan(found.records(), holder, to));
    DaemonOrder.confirm(yes);
    return crash ? crashed(found) : new Drill(found, holder, to, patience).run();
  }

  private static int crashed(RunningDaemon found)
      throws RunningDaemon.None, DaemonOrder.Refused, InterruptedException {
    double away = DaemonOrder.give("/crash", found).path("away_seconds").asDouble();
    var wait = new CrashDrillWait(found, Duration.ofMillis((long) (away * 1e3)));
    System.out.printf(
        Locale.ROOT,
        "%s has ended as if it had died, and stays away for %.0f s. This waits until it is back,"
            + " %d s at most. If nothing starts it by itself, start it now, in another shell.%n",
        found.server(),
        away,
        wait.longest().toSeconds());
    return wait.await();
  }

  private static String crashPlan(RunningDaemon found) {
    return found.server()
        + " ends at once, without a farewell, as by kill -9, and another server takes "
        + found.records()
        + ". Only the daemon ends: what else runs on this machine goes on. It comes back if"
        + " something starts it again, as its systemd unit does (Restart=always); else start it"
        + " yourself.";
  }

  private static String plan(String records, String holder, String to) {
    return records
        + " goes from "
        + holder
        + " to "
        + to
        + ", and back when all name servers give that. Clients may be served by either of the"
        + " two until their resolvers have forgotten the older value.";
  }
}
