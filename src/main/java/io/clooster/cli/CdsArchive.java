// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code clooster cds-archive}: done by {@code bin/clooster} itself, since a Java that runs can't
 * choose its own options. Here for the help, and for who starts the jar without that script.
 */
@Command(
    name = "cds-archive",
    mixinStandardHelpOptions = true,
    description =
        "Make the CDS archive with which Java starts in half the time, and print where it is. The"
            + " daemon has it made by itself, in the background, for its next start.")
final class CdsArchive implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("clooster: the CDS archive is made by bin/clooster cds-archive only");
    return ExitStatus.FAILED;
  }
}
