// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fresh Debian with a Java, in a directory, from the machine's own sources of packages. There is
 * no systemd in it: a program that notes what it was told stands in for {@code systemctl}. Where
 * several are needed, one is made, and copied.
 */
public final class DebianRoot {
  private static final String NOTES = "#!/bin/sh\nprintf '%s\\n' \"$*\" >>/systemctl.told\n";

  /** What a package manager keeps for itself. */
  private static final List<String> NOT_OURS =
      List.of(
          "proc",
          "dev",
          "sys",
          "tmp",
          "run",
          "var/log",
          "var/lib/dpkg",
          "var/lib/apt",
          "var/cache/apt",
          "var/cache/ldconfig",
          "var/cache/debconf",
          "systemctl.told");

  private final Path root;
  private final Path shared;

  private DebianRoot(Path root, Path shared) {
    this.root = root;
    this.shared = shared;
  }

  /**
   * Begins to make one, which takes a minute.
   *
   * @param directory for it, not there yet
   */
  public static Making begin(Path directory) throws IOException {
    String make = Tool.find("mmdebstrap", "mmdebstrap");
    Tool.find("unshare", "util-linux");
    if (!"root".equals(System.getProperty("user.name"))) {
      Tool.notRun("a Debian in a directory is made by root");
    }
    // apt lays its own rights down for what it downloads.
    Files.setPosixFilePermissions(
        directory.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    List<Object> words = new ArrayList<>(List.of(make, "--variant=apt"));
    // Nothing in it has to outlive a power failure.
    words.add("--dpkgopt=force-unsafe-io");
    words.add("--aptopt=Acquire::Languages \"none\"");
    words.addAll(List.of("--include=default-jre-headless", codename(), directory));
    words.addAll(sources());
    return new Making(directory, Command.of(words.toArray()).start());
  }

  /** One that is being made. */
  public static final class Making implements AutoCloseable {
    private final Path directory;
    private final Command.Running program;

    private Making(Path directory, Command.Running program) {
      this.directory = directory;
      this.program = program;
    }

    /** It, when it is done, to be copied. */
    public DebianRoot done() throws Exception {
      Command.Outcome made = program.outcome(8);
      if (made.status() != 0 && made.err().contains("Could not resolve")) {
        Tool.missing("a source of Debian packages that can be reached", "none");
      }
      assertThat(made.status()).as(made.err()).isZero();
      Path systemctl = directory.resolve("usr/bin/systemctl");
      Files.writeString(systemctl, NOTES);
      Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.createDirectories(directory.resolve("run/systemd/system"));
      return new DebianRoot(directory, directory);
    }

    @Override
    public void close() {
      program.process().descendants().forEach(ProcessHandle::destroyForcibly);
      program.process().destroyForcibly();
    }
  }

  /**
   * The same once more, with all that was done in it.
   *
   * @param directory for it, not there yet
   * @param seen a directory that is seen at the same place inside
   */
  public DebianRoot copiedTo(Path directory, Path seen) throws IOException, InterruptedException {
    DebianPackage.run("cp", "-a", "--reflink=auto", root, directory);
    Files.createDirectories(directory.resolve(seen.toString().substring(1)));
    return new DebianRoot(directory, seen);
  }

  private static String codename() throws IOException {
    return Files.readAllLines(Path.of("/etc/os-release")).stream()
        .filter(line -> line.startsWith("VERSION_CODENAME="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElseGet(() -> Tool.notRun("this is no Debian"));
  }

  private static List<Path> sources() throws IOException {
    Path one = Path.of("/etc/apt/sources.list");
    try (Stream<Path> more = Files.list(Path.of("/etc/apt/sources.list.d"))) {
      return Stream.concat(Stream.of(one), more.sorted())
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(list|sources)"))
          .toList();
    }
  }

  /** How a program is run in it; its words follow. It becomes that program. */
  public String[] entry() {
    return new String[] {
      "unshare",
      "--mount",
      "sh",
      "-c",
      "mount -t proc proc \"$0/proc\" && mount --bind /dev \"$0/dev\" && mount --bind "
          + "'%s' \"$0%s\"".formatted(shared, shared)
          + " && exec chroot \"$0\" env -u JAVA_HOME -u CLOOSTER_CACHE \"$@\"",
      root.toString()
    };
  }

  /** Runs a program in it, and says what it said. It must end with this status. */
  public String run(int status, Object... words) throws IOException, InterruptedException {
    List<Object> all = new ArrayList<>(List.of((Object[]) entry()));
    all.addAll(List.of(words));
    Command.Outcome outcome =
        Command.of(all.toArray())
            .with("DEBIAN_FRONTEND", "noninteractive")
            .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .start()
            .outcome(4);
    String output = outcome.out() + outcome.err();
    assertThat(outcome.status()).as("%s: %s", List.of(words), output).isEqualTo(status);
    return output;
  }

  /** Installs a package, another version of it, or an earlier one. */
  public String install(Path deb) throws IOException, InterruptedException {
    Path inside = Path.of("/tmp", deb.getFileName().toString());
    Files.copy(deb, path(inside.toString()), StandardCopyOption.REPLACE_EXISTING);
    return run(
        0,
        "apt-get",
        "-q",
        "install",
        "--yes",
        "--no-install-recommends",
        "--allow-downgrades",
        inside);
  }

  /** A file in it. */
  public Path path(String name) {
    return root.resolve(name.substring(1));
  }

  /** What systemd was told since the last question. */
  public List<String> told() throws IOException {
    Path told = root.resolve("systemctl.told");
    if (Files.notExists(told)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(told);
    Files.delete(told);
    return lines;
  }

  /** All files and directories in it, but for what the package manager keeps for itself. */
  public Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(
              file ->
                  NOT_OURS.stream().noneMatch(place -> Path.of(file).startsWith(Path.of(place))))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Deletes one, where it is. Nothing is mounted in it but for the programs that run there. */
  public static void delete(Path directory) throws IOException, InterruptedException {
    DebianPackage.run("rm", "-rf", "--one-file-system", directory);
  }
}
