// SPDX-License-Identifier: Apache-2.0
package io.clooster.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A server in a container, by the Compose file of the examples as it is. */
final class ComposedServer {
  private static final Path EXAMPLE = Path.of("examples/container/compose.yaml").toAbsolutePath();

  /** The image's user. */
  private static final int USER = 65532;

  private final Podman podman;
  private final Path directory;

  /**
   * Its files are written, and nothing is started.
   *
   * @param directory what is to be its directory; its name is the project's
   * @param config its configuration
   * @param key what all servers share
   * @param token for the DNS provider
   */
  ComposedServer(Podman podman, Path directory, String config, String key, String token)
      throws IOException {
    this.podman = podman;
    this.directory = Files.createDirectories(directory);
    Files.copy(EXAMPLE, directory.resolve("compose.yaml"));
    Files.createDirectory(directory.resolve("etc"));
    secret("etc/clooster.json", config);
    secret("clooster-key", key);
    secret("cloudflare-token", token);
  }

  /** What is in the file that Compose reads besides, over the example's. */
  void overrides(String yaml) throws IOException {
    Files.writeString(directory.resolve("compose.override.yaml"), yaml);
  }

  void up() throws IOException, InterruptedException {
    podman.compose(directory, "up", "--detach");
  }

  /** Another image, as an administrator does it: the file names it, and Compose is run again. */
  void updateTo(String image) throws IOException, InterruptedException {
    Path file = directory.resolve("compose.yaml");
    String before = Files.readString(file);
    String after = before.replace("image: clooster:2.0.0", "image: " + image);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
    up();
  }

  /** What the engine knows of the container, by this Go template. */
  String inspect(String format) throws IOException, InterruptedException {
    return podman.run("inspect", "--type=container", "--format=" + format, container()).strip();
  }

  /** The number of the container's process 1, as this machine has it. */
  long pid() throws IOException, InterruptedException {
    return Long.parseLong(inspect("{{.State.Pid}}"));
  }

  /** Runs a script in the container. */
  @CanIgnoreReturnValue
  String script(String script) throws IOException, InterruptedException {
    return podman.run("exec", container(), "/bin/sh", "-c", script);
  }

  /** The exit status of its health command. */
  int health() throws IOException, InterruptedException {
    return podman.outcome("healthcheck", "run", container()).status();
  }

  List<String> log() throws IOException, InterruptedException {
    return podman.outcome("logs", container()).output().lines().toList();
  }

  void awaitLine(String text) {
    await("'%s' in the log of %s".formatted(text, container()))
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> log().stream().anyMatch(line -> line.contains(text)));
  }

  /** As Compose calls it. */
  private String container() {
    return directory.getFileName() + "_clooster_1";
  }

  private void secret(String name, String text) throws IOException {
    give(directory.resolve(name), text);
  }

  /** A file that the container's user alone may read. */
  static void give(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(file, "unix:uid", USER);
  }
}
