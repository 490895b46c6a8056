// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.demo.Demo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clooster demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Show a crash, the switch and the return on this machine, with sandbox APIs (20 s).")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--keep",
      description = "leave the servers and the APIs running afterwards, to play with")
  private boolean keep;

  @Override
  public Integer call() throws InterruptedException {
    try {
      Demo.play(Installation.home(), keep, System.out);
      return ExitStatus.OK;
    } catch (IOException | IllegalStateException e) {
      System.err.println("clooster: the demo failed: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
