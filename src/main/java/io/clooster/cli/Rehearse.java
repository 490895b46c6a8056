// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.demo.Rehearsal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code clooster rehearse}: what {@code bin/clooster} makes class data from. */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Play a whole failover in one process, for bin/clooster to make class data from.")
final class Rehearse implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Rehearsal.play(Installation.home());
    return ExitStatus.OK;
  }
}
