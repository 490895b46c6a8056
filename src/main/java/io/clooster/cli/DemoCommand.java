// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clooster demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Show a cut link, a crash, the switch and the return, on this machine and with stand-ins for the services (40 s).")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--keep",
      description =
          "leave the servers and the services running afterwards, to play with, and the configs for good")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    try {
      Path home = Installation.home();
      SandboxJar.open(home).demo(home, keep, System.out);
      return ExitStatus.OK;
    } catch (NoSuchFileException e) {
      System.err.println("clooster demo: " + e.getMessage());
      return ExitStatus.FAILED;
    } catch (IOException | IllegalStateException e) {
      System.err.println("clooster: the demo failed: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
