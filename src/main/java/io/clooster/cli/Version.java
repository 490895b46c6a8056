// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.daemon.BuildVersion;
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
      "clooster " + BuildVersion.get(), "java " + System.getProperty("java.version")
    };
  }
}
