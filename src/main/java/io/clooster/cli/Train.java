// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code clooster train}: what {@code bin/clooster} makes the CDS archive from. */
@Command(
    name = "train",
    hidden = true,
    description =
        "Play a whole failover in one process, for bin/clooster to make the CDS archive from.")
final class Train implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    try {
      SandboxJar.open(Installation.home()).train();
      return ExitStatus.OK;
    } catch (NoSuchFileException e) {
      System.err.println("clooster train: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
