// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java home whose {@code java} prints its process id and its arguments, one a line. Asked for an
 * archive of classes it does what the variable {@code REHEARSAL} says, and leaves a file with the
 * arguments per call, named by the process id, in {@code rehearsals/}. Started as a daemon it stays
 * where there is a variable {@code STAYS}.
 *
 * @param home the directory for {@code JAVA_HOME}
 */
record FakeJava(Path home) {
  private static final String SCRIPT =
      """
      #!/bin/sh
      here=${0%/bin/java}
      if [ "$1" = -version ]; then
        cat "$here/banner" >&2
        exit
      fi
      for argument in "$@"; do
        case $argument in
          -XX:ArchiveClassesAtExit=*) archive=${argument#*=} ;;
        esac
      done
      if [ -z "$archive" ]; then
        echo "pid $$"
        for argument in "$@"; do
          case $argument in
            # What is behind a descriptor: 9 is ours, too.
            -XX:SharedArchiveFile=/dev/fd/*) argument=${argument%%=*}=$(readlink -f "${argument#*=}") ;;
          esac
          printf '%s\\n' "$argument"
        done
        case $*$STAYS in
          *version*) ;;
          *yes) exec /bin/sleep 1000 ;;
        esac
        exit
      fi
      printf '%s\\n' "$@" >"$here/rehearsals/$$"
      case $REHEARSAL in
        works) echo "classes of $$" >"$archive" ;;
        leaves-nothing) rm -f "$archive" ;;
        fails) echo "no sandbox here"; echo classes >"$archive"; exit 3 ;;
        hangs) exec /bin/sleep 1000 ;;
        too-large) head -c 1000000 /dev/zero >"$archive" || exit 1 ;;
        is-upgraded) echo "classes of $$" >"$archive"; echo newer >"$(cat "$here/upgrades")" ;;
      esac
      """;

  /** One that says its version in its {@code release} file. */
  static FakeJava at(Path home, String version) throws IOException {
    var java = withoutRelease(home, "must not be asked");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n",
        UTF_8);
    return java;
  }

  /** One that has no {@code release} file, and answers {@code -version} with a banner. */
  static FakeJava withoutRelease(Path home, String banner) throws IOException {
    var java = new FakeJava(home);
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(java.rehearsals());
    Files.setPosixFilePermissions(java.rehearsals(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(home.resolve("banner"), banner + "\n", UTF_8);
    Files.writeString(java.program(), SCRIPT, UTF_8);
    Files.setPosixFilePermissions(java.program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    return java;
  }

  Path program() {
    return home.resolve("bin/java");
  }

  Path rehearsals() {
    return home.resolve("rehearsals");
  }

  /** How often an archive was asked for. */
  int rehearsed() throws IOException {
    return TestInstallation.filesIn(rehearsals()).size();
  }

  /** The arguments of a run, as {@code java} got them. */
  static List<String> arguments(Command.Outcome outcome) {
    return Stream.of(outcome.out().split("\n")).skip(1).toList();
  }
}
