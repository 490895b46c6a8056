// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The Debian package, made by the build out of {@code target/clooster}. */
public final class DebianPackage {
  private static final Pattern VERSION = Pattern.compile("(?m)^Version: .*$");

  private DebianPackage() {}

  /**
   * Makes it as {@code ./mvnw -Pdeb package} does, without what comes before.
   *
   * @param directory for all that is written, a new one
   */
  static Path in(Path directory) throws IOException, InterruptedException {
    return in(directory, "xz");
  }

  /**
   * Makes it, but packed in less time.
   *
   * @param directory for all that is written, a new one
   */
  public static Path quickly(Path directory) throws IOException, InterruptedException {
    return in(directory, "gzip");
  }

  private static Path in(Path directory, String compression)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Tool.find("gzip", "gzip");
    Path file = directory.resolve("clooster.deb");
    Command maven =
        ExampleBuild.maven(
                "-B",
                "-q",
                "-Pdeb",
                "-Ddeb.file=" + file,
                "-Ddeb.compression=" + compression,
                "-Ddeb.stage=" + directory.resolve("stage"),
                "antrun:run@deb-files",
                "jdeb:jdeb@deb")
            // What is in the file must not tell where and when it was made.
            .with("TZ", directory.endsWith("second") ? "Asia/Tokyo" : "UTC");
    ExampleBuild.isWhole(
        ExampleBuild.here(maven, 5), "the package needs a plugin of Maven Central, out of reach");
    return file;
  }

  /**
   * The same package with a higher number, and with the name of its own jar changed, as a release
   * changes it.
   */
  public static Path next(Path deb, Path directory) throws IOException, InterruptedException {
    Path tree = directory.resolve("tree");
    Path file = directory.resolve("next.deb");
    run("dpkg-deb", "-R", deb, tree);
    Path control = tree.resolve("DEBIAN/control");
    Files.writeString(
        control,
        VERSION.matcher(Files.readString(control)).replaceFirst("Version: " + nextVersion()));
    Path lib = tree.resolve("usr/share/clooster/lib");
    Files.move(lib.resolve("clooster-2.0.0.jar"), lib.resolve("clooster-2.0.1.jar"));
    Files.delete(tree.resolve("DEBIAN/md5sums"));
    run("dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "-b", tree, file);
    return file;
  }

  /** Of {@link #next}. */
  public static String nextVersion() {
    return "2.0.1";
  }

  static void run(Object... words) throws IOException, InterruptedException {
    Command.Outcome outcome = Command.of(words).run();
    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
  }
}
