// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code clooster class-data}: done by {@code bin/clooster} itself, since a Java that runs can't
 * choose its own options. Here for the help, and for who starts the jar without that script.
 */
@Command(
    name = "class-data",
    mixinStandardHelpOptions = true,
    description =
        "Make the class data with which Java starts in half the time, and print where they are. The"
            + " daemon has them made by itself, in the background, for its next start.")
final class CdsArchive implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("clooster: class data are made by bin/clooster class-data only");
    return ExitStatus.FAILED;
  }
}
