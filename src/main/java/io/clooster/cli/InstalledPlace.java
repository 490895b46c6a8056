// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where this Clooster's configuration belongs, and what is typed to use it. It is installed if it
 * lies where the Debian package or docs/operating.md puts it; anywhere else it is somebody's trial.
 *
 * @param home see {@link Installation}
 * @param config where the configuration is unless somebody says otherwise
 * @param kind how it came there
 */
record InstalledPlace(Path home, Path config, Kind kind) {
  /** How a Clooster came where it is. */
  enum Kind {
    PACKAGE,
    DIRECTORY,
    TRIAL
  }

  private static final Path PACKAGED = Path.of("/usr/share/clooster");
  private static final Path UNPACKED = Path.of("/opt/clooster");
  private static final Path INSTALLED = Path.of("/etc/clooster", ConfigOption.DEFAULT);

  /** Of the package, which has none in its home. */
  private static final Path EXAMPLES = Path.of("/usr/share/doc/clooster/examples");

  private static final Path UNIT = Path.of("/etc/systemd/system/clooster.service");

  /** Of the Clooster in this directory. */
  static InstalledPlace of(Path home) {
    if (isSame(home, PACKAGED)) {
      return new InstalledPlace(home, INSTALLED, Kind.PACKAGE);
    } else if (isSame(home, UNPACKED)) {
      return new InstalledPlace(home, INSTALLED, Kind.DIRECTORY);
    }
    return new InstalledPlace(home, Path.of(ConfigOption.DEFAULT), Kind.TRIAL);
  }

  /** Also where the one is a link to the other. */
  private static boolean isSame(Path home, Path place) {
    try {
      return home.equals(place) || Files.isSameFile(home, place);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it is not a trial. */
  boolean isInstalled() {
    return kind != Kind.TRIAL;
  }

  /** Whether the file is the shipped example, as it is shipped. */
  boolean isExample(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Stream.of(home, EXAMPLES)
            .map(directory -> directory.resolve("clooster.json.example"))
            .anyMatch(example -> hasSameText(file, example));
  }

  private static boolean hasSameText(Path file, Path example) {
    try {
      return Files.isRegularFile(example) && Files.mismatch(file, example) < 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the directory of an installed Clooster's configuration, where it lacks. */
  void prepare(Path file) throws IOException {
    Path directory = config.getParent();
    if (kind != Kind.TRIAL && file.equals(config) && directory != null) {
      Files.createDirectories(directory);
    }
  }

  /** What is typed to run it. */
  String program() {
    Path script = (kind == Kind.DIRECTORY ? UNPACKED : home).resolve("bin/clooster");
    boolean named = kind == Kind.DIRECTORY || (kind == Kind.TRIAL && Files.isExecutable(script));
    return named ? script.toString() : "clooster";
  }

  /** The step, told to a user, that lets the service have each of these: it reads no other. */
  List<String> secrets(Set<Path> files) {
    if (!isInstalled()) {
      return List.of();
    }
    return files.stream()
        .sorted()
        .map(
            each ->
                "- On each, hand the file to the service: systemctl edit clooster, and there, under"
                    + " [Service], LoadCredential="
                    + each.getFileName()
                    + ":"
                    + each)
        .toList();
  }

  /** The last of the next steps, told to a user: what to type once the others are done. */
  List<String> commands(Path file) {
    String check = program() + " check --online " + file;
    if (kind == Kind.TRIAL || !file.equals(config)) {
      return List.of(
          "- On each: " + check,
          "- Then start it, on each: systemctl enable --now clooster (with the unit in systemd/, see"
              + " docs/operating.md), or: "
              + program()
              + " run "
              + file);
    }
    String unit =
        kind == Kind.PACKAGE || Files.exists(UNIT)
            ? ""
            : "cp "
                + UNPACKED.resolve("systemd/clooster.service")
                + " "
                + UNIT.getParent()
                + "/ && systemctl daemon-reload && ";
    return List.of(
        "- On each, start it when the check finds nothing: "
            + unit
            + "systemctl enable --now clooster",
        "- Now, here: " + check);
  }
}
