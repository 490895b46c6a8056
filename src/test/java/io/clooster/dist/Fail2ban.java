// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The real fail2ban with the shipped filter. */
public final class Fail2ban {
  private static final Path FILTER =
      TestInstallation.built().home().resolve("fail2ban/filter.d/clooster.conf");

  private Fail2ban() {}

  /** The addresses that it finds in a file, or in a journal by fail2ban's name of it, in order. */
  public static List<String> found(Object log) throws IOException, InterruptedException {
    var regex = Tool.find("fail2ban-regex", "fail2ban");

    var outcome = Command.of(regex, "-o", "ip", log, FILTER).run();

    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.out().lines().toList();
  }
}
