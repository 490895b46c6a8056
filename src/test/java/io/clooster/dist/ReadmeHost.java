// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A host with a fresh Debian, on which the commands of the README's installation are given by its
 * administrator, as they stand there.
 */
public final class ReadmeHost implements AutoCloseable {
  private static final String UNIT = "/lib/systemd/system/clooster.service";

  private final DebianRoot root;
  private final List<String> commands;

  /** Programs that are on no other host: each does here what it is told. */
  private final Path programs;

  private final Set<String> given = new HashSet<>();
  private final List<Command.Running> daemons = new ArrayList<>();

  /**
   * One with nothing on it.
   *
   * @param network by what its programs are started to be on its network
   * @param directory for what it needs outside
   */
  public ReadmeHost(DebianRoot root, String[] network, Path directory) throws IOException {
    this.root = root;
    commands = Readme.commands("Install");
    programs = Files.createDirectories(directory.resolve("bin"));
    String here = line(network) + line(root.entry());
    program("here", "exec " + here + "\"$@\"");
    for (String name : List.of("clooster", "systemctl")) {
      program(name, "exec " + here + name + " \"$@\"");
    }
    program("apt", "exec " + here + "sh -c 'cd /root && exec apt \"$@\"' apt \"$@\"");
  }

  /** All the words, each followed by a blank. */
  private static String line(String... words) {
    return List.of(words).stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "' ")
        .collect(Collectors.joining());
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** From here that one is reached by ssh. */
  public void reaches(ReadmeHost other) throws IOException {
    program("ssh", "shift\nexec '" + other.programs.resolve("here") + "' sh -c \"$*\"");
  }

  /** The package lies beside the administrator, who says yes to what apt asks. */
  public void has(Path deb) throws IOException {
    String name = "clooster_2.0.0_all.deb";
    Files.copy(deb, root.path("/root/" + name));
    Files.copy(deb, programs.resolveSibling(name));
    Files.writeString(
        root.path("/etc/apt/apt.conf.d/99answers"),
        "APT::Get::Assume-Yes \"true\";\nAPT::Install-Recommends \"false\";\n");
  }

  /** The README names a command that begins so, and it is given, and does well; what it says. */
  public String gives(String begin) throws IOException, InterruptedException {
    Command.Outcome outcome = outcome(begin);
    assertThat(outcome.status()).as(begin + "\n" + outcome.out() + outcome.err()).isZero();
    return outcome.out();
  }

  /** It is given until it does well. */
  public String givesUntilWell(String begin) {
    return await(begin)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> outcome(begin), outcome -> outcome.status() == 0)
        .out();
  }

  private Command.Outcome outcome(String begin) throws IOException, InterruptedException {
    return Command.of("sh", "-c", command(begin))
        .in(outside())
        .with("PATH", path())
        .start()
        .outcome(4);
  }

  /** The same at a terminal, by somebody who types these lines. */
  public String gives(String begin, String... typed) throws IOException, InterruptedException {
    Path answers = Files.writeString(outside().resolve("typed"), String.join("\n", typed) + "\n");
    Command.Outcome outcome =
        Command.of(
                "sh",
                "-c",
                "exec \"$0\" --quiet --return --command \"$1\" /dev/null <\"$2\"",
                Tool.find("script", "bsdutils"),
                command(begin),
                answers)
            .in(outside())
            .with("PATH", path())
            .start()
            .outcome(2);
    assertThat(outcome.status()).as(begin + "\n" + outcome.out() + outcome.err()).isZero();
    return outcome.out();
  }

  private String command(String begin) {
    List<String> found =
        commands.stream().filter(each -> (each + " ").startsWith(begin + " ")).toList();
    assertThat(found).as("commands of the README that begin with " + begin).isNotEmpty();
    given.add(found.get(0));
    return found.get(0);
  }

  /** All commands were given, here or there. */
  public void areDone(ReadmeHost other) {
    given.addAll(other.given);
    assertThat(given).containsExactlyInAnyOrderElementsOf(commands);
  }

  private Path outside() {
    return programs.getParent();
  }

  private String path() {
    return programs + ":" + System.getenv("PATH");
  }

  /** What its systemd was told to start is started, by the unit's own command. */
  public void startsWhatSystemdWasTold() throws IOException {
    assertThat(root.told()).contains("enable --now clooster");
    String start =
        Files.readAllLines(root.path(UNIT)).stream()
            .filter(line -> line.startsWith("ExecStart="))
            .map(line -> line.substring(line.indexOf('=') + 1))
            .findFirst()
            .orElseThrow();
    Files.createDirectories(root.path("/var/lib/clooster"));
    Command daemon =
        Command.of(programs.resolve("here"), "sh", "-c", "cd /var/lib/clooster && exec " + start)
            .with("CREDENTIALS_DIRECTORY", "/etc/clooster")
            .with("STATE_DIRECTORY", "/var/lib/clooster");
    daemons.add(daemon.start());
  }

  /** As systemd does it; it ends well. */
  public void stops() throws IOException, InterruptedException {
    for (Command.Running daemon : daemons) {
      daemon.process().destroy();
      Command.Outcome outcome = daemon.outcome();
      assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
    }
    daemons.clear();
  }

  /** Its configuration. */
  public Path config() {
    return root.path("/etc/clooster/clooster.json");
  }

  /** The names that it finds. */
  public void finds(String hosts) throws IOException {
    Files.writeString(root.path("/etc/hosts"), hosts);
  }

  @Override
  public void close() {
    daemons.forEach(daemon -> daemon.process().destroyForcibly());
  }
}
