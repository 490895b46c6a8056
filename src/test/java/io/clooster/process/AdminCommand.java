// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of the installation that an administrator gives on a server.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 */
public record AdminCommand(int status, String out, String err) {
  private static final long PATIENCE_SECONDS = 60;

  /** Gives the command in the directory of the server's configuration, and waits for its end. */
  public static AdminCommand on(Server server, String... words)
      throws IOException, InterruptedException {
    var directory = server.configFile().getParent();
    var out = Files.createTempFile(directory, "command", ".out");
    var err = Files.createTempFile(directory, "command", ".err");
    var installation = BuiltInstallation.installation();
    var all = new ArrayList<>(server.launcher());
    all.add(installation.script().toString());
    all.addAll(List.of(words));
    var builder =
        BuiltInstallation.process(installation, all, directory)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    var process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s ends", all).isTrue();
      return new AdminCommand(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
