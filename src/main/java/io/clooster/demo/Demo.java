// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.sandbox.Push;
import io.clooster.sandbox.RecordWrite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The newcomer's first look: two real servers on this machine and the sandbox's APIs; a crash, the
 * switch, a return; told as it happens, with a table of times at the end.
 */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final String LINKED = "state=up";

  private final Path home;
  private final PrintStream out;
  private final Times times = new Times();
  private final long begin = System.nanoTime();
  private String shown = "";

  private Demo(Path home, PrintStream out) {
    this.home = home;
    this.out = out;
  }

  /**
   * Plays the demo with the installation at {@code home}.
   *
   * @param keep leave the servers and the APIs running until the process is ended
   * @throws IllegalStateException when something does not happen in time; says what
   */
  public static void play(Path home, boolean keep, PrintStream out)
      throws IOException, InterruptedException {
    try (Cleanup cleanup = new Cleanup()) {
      new Demo(home, out).play(keep, cleanup);
    }
  }

  private void play(boolean keep, Cleanup cleanup) throws IOException, InterruptedException {
    Stage stage = cleanup.add(Stage.set(1));
    Path hosts =
        Files.writeString(
            stage.directory.resolve("hosts"),
            "127.0.0.1 " + Stage.FIRST + " " + Stage.SECOND + "\n");
    say("Sandbox versions of Cloudflare and Pushbullet are up: " + stage.sandbox.page());
    say("Two servers start: " + Stage.FIRST + " (preferred) and " + Stage.SECOND + ".");

    long started = System.nanoTime();
    DemoServer first = new DemoServer(home, stage.firstConfig(Stage.SECOND), hosts);
    cleanup.add(first::stop);
    DemoServer second = new DemoServer(home, stage.secondConfig(Stage.SECOND), hosts);
    cleanup.add(second::stop);
    await(
        "the two servers to find each other",
        stage,
        List.of(first, second),
        () -> first.logged(LINKED) > 0 && second.logged(LINKED) > 0);
    times.add("start of both -> linked", System.nanoTime() - started);
    say("They watch each other.");

    crash(stage, first, second);
    recover(stage, first, second);
    times.print(out);
    if (keep) {
      keepOpen(stage);
    }
  }

  private void crash(Stage stage, DemoServer first, DemoServer second) throws InterruptedException {
    say("Now " + Stage.FIRST + " crashes (kill -9).");
    long crashed = System.nanoTime();
    first.crash();
    await("the record to move", stage, List.of(second), () -> stage.value().equals(Stage.SECOND));
    times.add("crash -> record moved", lastWrite(stage).nanos() - crashed);
    Push push = push(stage, second, 1);
    times.add("crash -> you are told", push.nanos() - crashed);
  }

  private void recover(Stage stage, DemoServer first, DemoServer second)
      throws IOException, InterruptedException {
    say("The power is back: " + Stage.FIRST + " starts again.");
    long links = second.logged(LINKED);
    long back = System.nanoTime();
    first.restart();
    await(
        "the servers to find each other again",
        stage,
        List.of(first, second),
        () -> second.logged(LINKED) > links);
    times.add("start -> linked again", System.nanoTime() - back);
    await(
        "the record to return",
        stage,
        List.of(first, second),
        () -> stage.value().equals(Stage.FIRST));
    times.add("start -> record back", lastWrite(stage).nanos() - back);
    push(stage, second, 2);
  }

  private Push push(Stage stage, DemoServer second, int count) throws InterruptedException {
    await(
        "the message",
        stage,
        List.of(second),
        () -> stage.sandbox.pushbullet().pushes().size() >= count);
    Push push = stage.sandbox.pushbullet().pushes().get(count - 1);
    say("Your phone says: " + push.title() + ". " + push.body() + ".");
    return push;
  }

  private void keepOpen(Stage stage) throws InterruptedException {
    out.println();
    out.println("Everything stays up until you press Ctrl-C; then it is removed.");
    out.println("  the record, the calls, the messages:  curl " + stage.sandbox.page());
    out.println("  the configs and the logs:             " + stage.directory);
    out.println(
        "  try: kill one server (see ps), edit the record by hand, edit a config and restart.");
    Thread.sleep(TimeUnit.DAYS.toMillis(1));
  }

  private RecordWrite lastWrite(Stage stage) {
    List<RecordWrite> writes = stage.sandbox.cloudflare().writes(Stage.RECORD);
    return writes.get(writes.size() - 1);
  }

  /** Waits, and shows each value that the record takes meanwhile. */
  private void await(String what, Stage stage, List<DemoServer> servers, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean done = condition.getAsBoolean();
      showRecord(stage);
      if (done) {
        return;
      }
      for (DemoServer server : servers) {
        if (!server.alive()) {
          throw new IllegalStateException(
              "a server ended while waiting for " + what + ":\n" + server.output());
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "waited " + PATIENCE.toSeconds() + " s in vain for " + what);
      }
      Thread.sleep(GLANCE.toMillis());
    }
  }

  private void showRecord(Stage stage) {
    String value = stage.value();
    if (!value.equals(shown)) {
      shown = value;
      say("    " + Stage.RECORD + "  CNAME  " + value);
    }
  }

  private void say(String line) {
    out.printf("%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
    out.flush();
  }
}
