// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.sandbox.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A directory that Clooster is installed in.
 *
 * @param home the directory
 */
public record TestInstallation(Path home) {
  private static final TestInstallation BUILT =
      new TestInstallation(Path.of("target", "clooster").toAbsolutePath());

  /** The one that this build has made. Who runs it sets CLOOSTER_CACHE, or the run writes to it. */
  public static TestInstallation built() {
    return BUILT;
  }

  /** A whole copy of the built one. */
  public static TestInstallation copiedTo(Path home) throws IOException {
    try (var files = Files.walk(BUILT.home)) {
      for (var file : files.filter(each -> !each.startsWith(BUILT.cache())).toList()) {
        var copy = home.resolve(BUILT.home.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new TestInstallation(home);
  }

  /** A configuration below {@code directory} with which the daemon starts, and reaches nobody. */
  public static Path config(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("clooster.json"),
        """
        {
          "operate": false, "this_server": "srv1.example.com", "other_server": "srv2.example.com",
          "key": "0123456789abcdef", "protocol": 2, "verify": false,
          "server": {"address": "127.0.0.1", "port": %d},
          "cloudflare": {"token": "t", "zone": "example.com", "record": "www.example.com",
            "preferred_value": "srv1.example.com", "api": "http://127.0.0.1:%d"}
        }
        """
            .formatted(ReservedPort.keep(), ReservedPort.keep()));
  }

  /** The built start script, and jars that only a {@link FakeJava} can run. */
  static TestInstallation fakedAt(Path home) throws IOException {
    var faked = new TestInstallation(home);
    Files.createDirectories(faked.script().getParent());
    Files.createDirectories(faked.lib());
    Files.copy(BUILT.script(), faked.script(), StandardCopyOption.COPY_ATTRIBUTES);
    for (var jar : List.of("camel-main-4.jar", "clooster-2.0.0.jar", "Zoo-1.jar")) {
      Files.writeString(faked.lib().resolve(jar), jar, UTF_8);
    }
    Files.createDirectories(faked.sandbox());
    Files.writeString(
        faked.sandbox().resolve("clooster-2.0.0-sandbox.jar"), "clooster-2.0.0-sandbox.jar", UTF_8);
    return faked;
  }

  public Path script() {
    return home.resolve("bin/clooster");
  }

  /** The daemon's class path. */
  public Path lib() {
    return home.resolve("lib");
  }

  /** Where the stand-ins' jar is. */
  public Path sandbox() {
    return home.resolve("sandbox");
  }

  Path cache() {
    return home.resolve("cache");
  }

  /** Names of the files in a directory, in order; none where there is no directory. */
  static List<String> filesIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
