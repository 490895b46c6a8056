// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code clooster version}. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Print the versions of Clooster and of Java.")
final class Version implements Runnable, IVersionProvider {

  @Override
  public void run() {
    for (String line : getVersion()) {
      System.out.println(line);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "clooster " + implementation(), "java " + System.getProperty("java.version")
    };
  }

  /** As the jar says it. */
  static String implementation() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
