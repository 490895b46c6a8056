// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clooster demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Show a cut link, a crash, the switch and the return, on this machine and with stand-ins for the services (about a minute).")
final class DemoCommand implements Callable<Integer> {
  private static final Duration INTERRUPT = Duration.ofMillis(500);

  @Option(
      names = "--keep",
      description =
          "leave the servers and the services running afterwards, to play with, and the configs for good")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown, "interrupted"));
    try {
      Path home = Installation.home();
      SandboxJar.open(home).demo(home, keep, System.out);
      return ExitStatus.OK;
    } catch (NoSuchFileException e) {
      System.err.println("clooster demo: " + e.getMessage());
      return ExitStatus.FAILED;
    } catch (IOException | IllegalStateException e) {
      // Ctrl-C ends the servers of the demo, too, and theirs may be the end that is seen first.
      if (interrupted.await(INTERRUPT.toMillis(), TimeUnit.MILLISECONDS)) {
        return ExitStatus.INTERRUPTED;
      }
      System.err.println("clooster: the demo failed: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
