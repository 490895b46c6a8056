// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fail2ban makes of Clooster's log lines with the shipped filter and jail. */
class Fail2banIT {
  private static final Path SHIPPED = TestInstallation.built().home().resolve("fail2ban");

  private static final List<String> STRANGERS =
      List.of(
          "2026-11-22T10:11:12.345Z WARN  Rejecting client 203.0.113.7 (unknown IP address)",
          "2026-11-22T10:11:12.346Z WARN  Rejecting client 2001:db8::8 (unknown IP address)",
          // as Java prints it
          "2026-11-22T10:11:12.347Z WARN  Rejecting client 2001:db8:0:0:0:0:0:9 (unknown IP"
              + " address)",
          // under protocol 2
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.10 (no TLS: protocol 1, or"
              + " something else)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.11 (the TLS handshake failed, or was given up)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.12 (a frame of 18245 bytes; 1"
              + " to 4096 are possible)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.13 (not proven within 10 s,"
              + " given up before its hello)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.14 (too many connections"
              + " without a proof)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.15 (too many connections"
              + " without a hello)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.16 (closed before its proof)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.17 (Connection reset by peer)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.18 (wrong key or server name)",
          "2026-11-22T10:11:12.348Z WARN  Rejecting client 203.0.113.19 (no version of the protocol"
              + " in common: srv1 speaks [2], srv2 speaks [99])");

  private static final List<String> ADDRESSES =
      List.of(
          "203.0.113.7",
          "2001:db8::8",
          "2001:db8::9",
          "203.0.113.10",
          "203.0.113.11",
          "203.0.113.12",
          "203.0.113.13",
          "203.0.113.14",
          "203.0.113.15",
          "203.0.113.16",
          "203.0.113.17",
          "203.0.113.18",
          "203.0.113.19");

  private static final List<String> OTHER_LINES =
      List.of(
          "2026-11-22T10:11:13.345Z WARN  Rejecting client 203.0.113.1 (the other server is already"
              + " connected)",
          "2026-11-22T10:11:13.345Z INFO  Rejecting client 203.0.113.2 (unknown IP address)",
          "2026-11-22T10:11:13.345Z WARN  Rejecting client srv2.example (unknown IP address)",
          "2026-11-22T10:11:13.345Z WARN  Rejecting client 203.0.113.3 (unknown IP address) twice",
          "2026-11-22T10:11:13.345Z WARN  The peer says: Rejecting client 203.0.113.4 (unknown IP"
              + " address)",
          "2026-11-22T10:11:13.345Z ERROR x clooster[1]: 2026-11-22T10:11:13.345Z WARN  Rejecting"
              + " client 203.0.113.5 (unknown IP address)",
          "2026-11-22T10:11:13.345Z WARN  1,224 more connections were rejected in the last minute;"
              + " 2 addresses knocked in all, 203.0.113.8 most often (1,234 times)",
          "2026-11-22T10:11:13.345Z WARN  client=203.0.113.6 state=differs: srv9.test, which has our"
              + " key, can't be linked: srv9.test is none of our servers",
          "2026-11-22T10:11:13.345Z WARN  peer=srv3.test state=unreachable: 203.0.113.7: the"
              + " configurations differ: servers only here: srv4.test",
          "2026-11-22T10:11:13.345Z INFO  Clooster started");

  @TempDir private Path temp;

  @Test
  void strangersAndNobodyElseAreFoundInALogFile() throws Exception {
    var log = Files.write(temp.resolve("clooster.log"), mixed());

    assertThat(Fail2ban.found(log)).containsExactlyElementsOf(ADDRESSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nov 22 10:11:13", "2026-11-22T10:11:13.400000+00:00"})
  void strangersAndNobodyElseAreFoundInSyslog(String time) throws Exception {
    var lines = mixed().stream().map(line -> time + " srv1 clooster[812]: " + line).toList();
    var log = Files.write(temp.resolve("syslog"), lines);

    assertThat(Fail2ban.found(log)).containsExactlyElementsOf(ADDRESSES);
  }

  @Test
  void strangersAndNobodyElseAreFoundInTheJournal() throws Exception {
    var remote = Tool.find("systemd-journal-remote", "systemd-journal-remote");
    if (Command.of("/usr/bin/python3", "-c", "import systemd.journal").run().status() != 0) {
      Tool.missing("Python's module systemd.journal", "python3-systemd");
    }
    var export = temp.resolve("journal.export");
    var journal = temp.resolve("system.journal");
    var entries = new StringBuilder();
    mixed().forEach(line -> entries.append(entry("clooster.service", "clooster", line)));
    STRANGERS.forEach(line -> entries.append(entry("other.service", "other", line)));
    Files.writeString(export, entries);

    assertThat(Command.of(remote, "-o", journal, export).run().status()).isZero();

    assertThat(Fail2ban.found("systemd-journal[journalfiles=" + journal + "]"))
        .containsExactlyElementsOf(ADDRESSES);
  }

  private static String entry(String unit, String identifier, String message) {
    return """
    __REALTIME_TIMESTAMP=1795342273345000
    __MONOTONIC_TIMESTAMP=1
    _BOOT_ID=d2d5e0b9f5f847f3b7e7e5fbb5b0c6a1
    _SYSTEMD_UNIT=%s
    _HOSTNAME=srv1
    SYSLOG_IDENTIFIER=%s
    _PID=812
    MESSAGE=%s

    """
        .formatted(unit, identifier, message);
  }

  @Test
  void theJailIsOffUntilItIsTurnedOn() throws Exception {
    var client = Tool.find("fail2ban-client", "fail2ban");
    var config = temp.resolve("config");
    var defaults = Path.of("/etc/fail2ban");
    try (var files = Files.walk(defaults)) {
      // All but the jails of this machine.
      for (var file : files.filter(each -> !each.getParent().endsWith("jail.d")).toList()) {
        Files.copy(file, config.resolve(defaults.relativize(file).toString()));
      }
    }
    for (var name : List.of("jail.d/clooster.conf", "filter.d/clooster.conf")) {
      Files.copy(SHIPPED.resolve(name), config.resolve(name));
    }

    var off = Command.of(client, "-c", config, "-d").run();
    Files.writeString(
        config.resolve("jail.d/clooster.local"),
        "[clooster]\nenabled = true\nignoreip = 192.0.2.10\n");
    var on = Command.of(client, "-c", config, "-d").run();

    assertThat(off.status()).as(off.err()).isZero();
    assertThat(off.out()).doesNotContain("clooster'");
    assertThat(on.status()).as(on.err()).isZero();
    assertThat(on.out())
        .contains("['add', 'clooster', 'systemd']")
        .contains("'_SYSTEMD_UNIT=clooster.service'")
        .contains("'192.0.2.10'");
  }

  /** Strangers' lines among the others. */
  private static List<String> mixed() {
    return Stream.of(OTHER_LINES, STRANGERS, OTHER_LINES).flatMap(List::stream).toList();
  }
}
