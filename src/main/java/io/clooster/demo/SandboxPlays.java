// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.cli.SandboxCommands;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What the sandbox's jar offers to the command line, by which the service loader finds it. */
public final class SandboxPlays implements SandboxCommands {
  /** For the service loader. */
  public SandboxPlays() {}

  @Override
  public void demo(Path home, boolean keep, PrintStream out)
      throws IOException, InterruptedException {
    Demo.play(home, keep, out);
  }

  @Override
  public void sandbox(int port, String zone, Map<String, String> records, PrintStream out)
      throws InterruptedException {
    try (Sandbox sandbox = SandboxAlone.start(port, zone, records)) {
      SandboxAlone.tell(sandbox, zone, records, out);
      new CountDownLatch(1).await();
    }
  }

  @Override
  public void train() throws Exception {
    TrainingRun.play();
  }
}
