// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.routes.ShippedRoutes;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster check}: what it prints where, and its exit status. */
@Timeout(60)
class CheckTest {
  private static final String KEY = "9f86d081884c7d659a2feaa0c55ad015";

  private static final Pattern LOGGED = Pattern.compile("^\\d\\d:\\d\\d:\\d\\d\\.");

  private final Sandbox sandbox = Sandbox.start();
  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private String listen = "{\"port\": 2000}";

  @BeforeEach
  void listen() {
    sandbox.cloudflare().addZone("flowershop.org");
    sandbox.cloudflare().allowToken("token-1");
    sandbox.cloudflare().addRecord("www.flowershop.org", "A", "127.0.0.1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void whatIsSoundIsSaidAndNothingIsWarnedOf() throws Exception {
    assertThat(check(KEY, "rw-------")).isZero();

    assertThat(printed.out())
        .contains("The configuration is valid: ")
        .contains(".state, beside the configuration, as there is no state_dir; as a service of")
        .contains("STATE_DIRECTORY, by the shipped unit /var/lib/clooster")
        .contains("What is in force, and where it is weaker:\n  provider           cloudflare, ")
        .contains("  TTL                cloudflare takes 1 min at least")
        .contains("  notifiers          none. Weaker: ");
    assertThat(warned()).isEmpty();
  }

  @Test
  void aWarningDoesNotChangeTheExitStatus() throws Exception {
    assertThat(check("aaaaaaaaaaaaaaaa", "rw-r--r--", "--online")).isZero();

    assertThat(printed.out())
        .contains("The zone may be changed: ")
        .doesNotContain("  TTL  ")
        .contains("Its TTL is ");
    assertThat(warned())
        .hasSize(4)
        .endsWith("3 warnings")
        .allMatch(line -> line.startsWith("warning: ") || line.equals("3 warnings"))
        .anyMatch(line -> line.contains("key: is easy to guess; "))
        .anyMatch(line -> line.contains("every user of this machine can read it"))
        .anyMatch(line -> line.contains("connection refused: is Clooster running there"));
  }

  @Test
  void anErrorDoes() throws Exception {
    sandbox.cloudflare().makeReadOnly("token-1");

    assertThat(check(KEY, "rw-------", "--online")).isEqualTo(ExitStatus.CONFIG);

    assertThat(warned())
        .anyMatch(line -> line.startsWith("the zone flowershop.org can't be changed: "));
  }

  @Test
  void errorsComeFirstAndHideNoWarning() throws Exception {
    assertThat(check("aaaaaaaaaaaaaaaa\", \"reload\": \"perhaps", "rw-r--r--"))
        .isEqualTo(ExitStatus.CONFIG);

    List<String> warned = warned();
    assertThat(warned).hasSize(5);
    assertThat(warned.get(0)).contains("reload: ").doesNotStartWith("warning: ");
    assertThat(warned.get(1)).startsWith("warning: ").contains("key: is easy to guess");
    assertThat(warned.get(2)).startsWith("warning: ").contains("every user of this machine");
    assertThat(warned.get(3))
        .isEqualTo(
            "not looked at: the names, and whether Camel can build the routes; mend the above first");
    assertThat(warned.get(4)).isEqualTo("1 error, 2 warnings");
  }

  /** The one line that differs between the servers' files, forgotten in a copy. */
  @Test
  void theFileOfAnotherServerIsWarnedOf() throws Exception {
    listen = "{\"address\": \"127.0.0.2\", \"port\": 2000}";

    assertThat(check(KEY, "rw-------")).isZero();

    assertThat(warned())
        .containsExactly(
            "warning: "
                + directory.resolve("clooster.json")
                + ": this_server: is localhost, but this machine has b.localhost's address"
                + " (127.0.0.2) and not localhost's; is `this_server` right? If this is b.localhost,"
                + " write that",
            "1 warning");
  }

  @Test
  void aProgramThatIsNotThereIsAnError() throws Exception {
    listen += ", \"checks\": [{\"command\": [\"/no/such/program\"]}]";

    assertThat(check(KEY, "rw-------")).isEqualTo(ExitStatus.CONFIG);

    assertThat(warned())
        .containsExactly(
            directory.resolve("clooster.json")
                + ": checks: /no/such/program is not there; put it there, or correct the path",
            "1 error");
  }

  @Test
  void theHomeOfAnotherApplicationIsCheckedWithItsRoutesAndWithoutSettings() throws Exception {
    // Given
    String home = directory.toString();
    assertThat(check(KEY, "rw-------", "--home", home)).isZero();
    assertThat(printed.out())
        .contains(directory.resolve("routes") + " has none of Clooster's routes yet")
        .doesNotContain("systemd");
    ShippedRoutes.get().copyTo(directory);
    Files.createDirectories(directory.resolve("conf"));
    Files.writeString(directory.resolve("conf/application.properties"), "camel.main.nosuch = 1\n");
    Path site = Files.createDirectories(directory.resolve("routes/site"));
    Files.writeString(
        site.resolve("mine.camel.yaml"),
        """
        - route:
            id: mine
            from:
              uri: timer:x?perod=1
              steps:
                - log: {message: x}
        """);

    // When
    int status = Cli.execute(new String[] {"check", "--home", home});

    // Then
    assertThat(status).isEqualTo(ExitStatus.CONFIG);
    assertThat(warned())
        .containsExactly(
            site.resolve("mine.camel.yaml")
                + ":4: route mine: timer://x has no option \"perod\"; correct its name",
            "1 error");
  }

  /** Without what the tests' logger writes there, with the time of day. */
  private List<String> warned() {
    return printed.err().lines().filter(line -> !LOGGED.matcher(line).find()).toList();
  }

  private int check(String key, String mode, String... options) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "localhost",
             "servers": [{"name": "localhost", "A": "127.0.0.1"},
                         {"name": "b.localhost", "address": "127.0.0.1", "port": 1, "A": "127.0.0.2"}],
             "key": "%s", "listen": %s,
             "cloudflare": {"token": "token-1", "api": "%s", "zone": "flowershop.org",
                            "record": "www.flowershop.org"}}
            """
                .formatted(key, listen, sandbox.cloudflare().uri()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    String[] words = new String[options.length + 2];
    words[0] = "check";
    System.arraycopy(options, 0, words, 1, options.length);
    words[words.length - 1] = file.toString();
    return Cli.execute(words);
  }
}
