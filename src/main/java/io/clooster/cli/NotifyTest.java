// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.Config;
import io.clooster.config.DidYouMean;
import io.clooster.config.LoadedConfig;
import io.clooster.daemon.CheckFinding;
import io.clooster.daemon.TestMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clooster notify-test}: whether messages arrive, before one has to. */
@Command(
    name = "notify-test",
    mixinStandardHelpOptions = true,
    description = {
      "Send a message through each notifier of the configuration, or through one of them, and show"
          + " what it answers.",
      "Exit status 1 when one of them did not take it."
    })
final class NotifyTest implements Callable<Integer> {
  @Mixin private ConfigOption config;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "the notifier's block in the configuration, \"slack@ops\" say (default: all)")
  private @Nullable String name;

  @Override
  public Integer call() {
    Path home = Installation.home();
    @Nullable LoadedConfig loaded = config.read(home);
    if (loaded == null) {
      return ExitStatus.CONFIG;
    }
    List<String> names = loaded.config().notifierNames();
    if (names.isEmpty()) {
      System.err.println(
          "clooster: " + config.file() + " has no notifier, so nobody is told; docs/notifiers.md");
      return ExitStatus.CONFIG;
    }
    if (name != null && !names.contains(name)) {
      System.err.println("clooster: " + unknown(name, names));
      return ExitStatus.CONFIG;
    }
    return sent(loaded.config(), home) ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static String unknown(String name, List<String> names) {
    String meant =
        UnknownWord.isLikeAPath(name)
            ? "; a configuration is named by -c: clooster notify-test -c " + name
            : DidYouMean.closest(name, names)
                .map(known -> "; did you mean \"" + known + "\"?")
                .orElse("");
    return "no notifier has the name \""
        + name
        + "\", there are "
        + String.join(", ", names)
        + meant;
  }

  private boolean sent(Config loaded, Path home) {
    boolean all = true;
    for (CheckFinding finding : TestMessages.send(loaded, home, name)) {
      boolean good = finding.level() == CheckFinding.Level.GOOD;
      (good ? System.out : System.err).println(finding.text());
      all &= good;
    }
    return all;
  }
}
