// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.config.ConfigException;
import io.clooster.sandbox.RecordWrite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The newcomer's first look: two real servers on this machine and the sandbox's services; a cut
 * link that moves nothing, a crash, the switch, a return; told as it happens, with a table of times
 * at the end.
 */
final class Demo {
  private static final String LINKED = "state=up";

  /**
   * Longer than a server that is missed in silence has to show that it lives: three keep-alives and
   * the window, 1 s and 2 s where no config says anything else.
   */
  private static final long CUT_SECONDS = 7;

  /** Two keep-alives: nobody crashes whom the other one has not got to know yet. */
  private static final long ACQUAINTED_SECONDS = 2;

  private final PrintStream out;
  private final DemoEnvironment environment;
  private final Narrator narrator;
  private final DemoServer first;
  private final DemoServer second;
  private final Times times = new Times();

  private Demo(
      PrintStream out,
      DemoEnvironment environment,
      Narrator narrator,
      DemoServer first,
      DemoServer second) {
    this.out = out;
    this.environment = environment;
    this.narrator = narrator;
    this.first = first;
    this.second = second;
  }

  /**
   * Plays the demo with the installation at {@code home}.
   *
   * @param keep leave the servers and the services running until the process is ended, and the
   *     configs and logs for good
   * @throws IllegalStateException when something does not happen in time; says what
   */
  static void play(Path home, boolean keep, PrintStream out)
      throws IOException, InterruptedException {
    String left =
        keep ? "stopped; the configs and the logs stay" : "stopped; nothing is left behind";
    try (Cleanup cleanup = new Cleanup(() -> out.println("clooster demo: " + left))) {
      DemoEnvironment environment = cleanup.add(DemoEnvironment.create());
      if (keep) {
        environment.keep();
      }
      Narrator narrator = new Narrator(environment, out);
      narrator.say("Stand-ins for Cloudflare and Pushbullet are up: " + environment.sandbox.page());
      narrator.say(
          "Two servers start: "
              + DemoEnvironment.FIRST
              + " (preferred) and "
              + DemoEnvironment.SECOND
              + ".");
      List<Path> configs = configs(environment);
      DemoServer first = new DemoServer(home, configs.get(0), environment.directory);
      cleanup.add(first::stop);
      DemoServer second = new DemoServer(home, configs.get(1), environment.directory);
      cleanup.add(second::stop);
      new Demo(out, environment, narrator, first, second).play(keep);
    }
  }

  private static List<Path> configs(DemoEnvironment environment) throws IOException {
    try {
      return environment.configs();
    } catch (ConfigException e) {
      throw new IllegalStateException("the demo's configs can't be used: " + e.getMessage(), e);
    }
  }

  private void play(boolean keep) throws IOException, InterruptedException {
    link();
    cut();
    crash();
    comeBack();
    times.print(out);
    if (keep) {
      keepOpen();
    }
  }

  private void link() throws InterruptedException {
    long started = System.nanoTime();
    narrator.await(
        "the two servers to find each other",
        List.of(first, second),
        () -> first.logged(LINKED) > 0 && second.logged(LINKED) > 0);
    times.add("start of both -> linked", System.nanoTime() - started);
    narrator.say("They watch each other.");
    narrator.await("the claim", List.of(first, second), () -> environment.claims() > 0);
    narrator.say(
        "Beside the record stands a claim now: who holds it, and that nobody else may move it.");
    narrator.pass(ACQUAINTED_SECONDS, List.of(first, second));
  }

  private void cut() throws IOException, InterruptedException {
    narrator.say("The cable between the two is cut. Both live, and neither sees the other one.");
    int claims = environment.claims();
    int messages = narrator.messages();
    long before = writes();
    long cut = System.nanoTime();
    environment.cut();
    narrator.await(
        "the holder to renew its claim",
        List.of(first, second),
        () -> environment.claims() > claims);
    times.add("cut -> claim renewed", System.nanoTime() - cut);
    narrator.say(
        "  " + DemoEnvironment.FIRST + " renews its claim, so that the other one sees it live.");
    narrator.await("the message", List.of(first, second), () -> narrator.messages() > messages);
    long rest = CUT_SECONDS - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - cut);
    narrator.pass(Math.max(rest, 1), List.of(first, second));
    if (writes() != before) {
      throw new IllegalStateException("the record was moved, though both servers live");
    }
    narrator.say("Nothing has moved. The cable is mended.");
    long links = second.logged(LINKED);
    environment.mend();
    narrator.await(
        "the servers to find each other again",
        List.of(first, second),
        () -> second.logged(LINKED) > links);
    narrator.pass(ACQUAINTED_SECONDS, List.of(first, second));
  }

  private void crash() throws IOException, InterruptedException {
    narrator.say("Now " + DemoEnvironment.FIRST + " crashes (kill -9).");
    int messages = narrator.messages();
    long crashed = System.nanoTime();
    // Where there is no cable of ours between, the dead one's system refuses.
    environment.refuseFirst();
    first.crash();
    narrator.await(
        "the record to move",
        List.of(second),
        () -> environment.value().equals(DemoEnvironment.SECOND));
    times.add("crash -> record moved", lastWrite() - crashed);
    narrator.await("the message", List.of(second), () -> narrator.messages() > messages);
    times.add("crash -> you are told", narrator.lastMessage() - crashed);
  }

  private void comeBack() throws IOException, InterruptedException {
    narrator.say("The power is back: " + DemoEnvironment.FIRST + " starts again.");
    int messages = narrator.messages();
    long links = second.logged(LINKED);
    long back = System.nanoTime();
    environment.mend();
    first.restart();
    narrator.await(
        "the servers to find each other again",
        List.of(first, second),
        () -> second.logged(LINKED) > links);
    times.add("start -> linked again", System.nanoTime() - back);
    narrator.say(
        "It has to stay up for a while (a minute or more; here some seconds) to get the record back.");
    narrator.await(
        "the record to return",
        List.of(first, second),
        () -> environment.value().equals(DemoEnvironment.FIRST));
    times.add("start -> record back", lastWrite() - back);
    narrator.await("the message", List.of(first, second), () -> narrator.messages() > messages);
    narrator.pass(1, List.of(first, second));
  }

  private void keepOpen() throws InterruptedException {
    out.println();
    out.println("The servers and the services run until you press Ctrl-C.");
    out.println("  the record, the calls, the messages:  curl " + environment.sandbox.page());
    out.println("  the configs and the logs, which stay: " + environment.directory);
    out.println(
        "  try: kill one server ("
            + first.pid()
            + " is "
            + DemoEnvironment.FIRST
            + ", "
            + second.pid()
            + " "
            + DemoEnvironment.SECOND
            + "), edit the record by hand, edit a config and restart.");
    Thread.sleep(TimeUnit.DAYS.toMillis(1));
  }

  private long writes() {
    return environment.sandbox.cloudflare().writes(DemoEnvironment.RECORD).size();
  }

  private long lastWrite() {
    List<RecordWrite> writes = environment.sandbox.cloudflare().writes(DemoEnvironment.RECORD);
    return writes.get(writes.size() - 1).nanos();
  }
}
