// SPDX-License-Identifier: Apache-2.0
package io.clooster.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.clooster.dist.Tool;
import io.clooster.testing.SignalDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An engine for containers with a store of its own, which nothing of this machine's is in; and
 * Compose, which speaks to it as it would to Docker.
 */
final class Podman {
  /** As little as most machines allow. */
  private static final String SETTINGS =
      """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
      [engine]
      cgroup_manager = "cgroupfs"
      runtime = "runc"
      """;

  private final String podman = Tool.find("podman", "podman");
  private final String compose = Tool.find("docker-compose", "docker-compose");
  private final Path directory;
  private final Process service;

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param output what it wrote, errors too
   */
  record Outcome(int status, String output) {}

  private Podman(Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("containers.conf"), SETTINGS);
    service =
        builder(directory, podman("system", "service", "--time=0", "unix://" + socket()))
            .redirectOutput(directory.resolve("service.log").toFile())
            .start();
  }

  static Podman start() throws IOException {
    Tool.find("runc", "runc");
    Podman engine = new Podman(Files.createTempDirectory("clooster-podman-"));
    await("the engine").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(engine.socket()));
    return engine;
  }

  /** Runs it with these words, and returns what it wrote; it has to succeed. */
  @CanIgnoreReturnValue
  String run(String... words) throws IOException, InterruptedException {
    return succeeded(directory, podman(words));
  }

  /** Runs it with these words, whatever comes of it. */
  Outcome outcome(String... words) throws IOException, InterruptedException {
    return outcome(directory, podman(words));
  }

  /** Runs Compose in this directory. */
  @CanIgnoreReturnValue
  String compose(Path project, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(compose));
    all.addAll(List.of(words));
    return succeeded(project, all);
  }

  /** Ends all containers, and removes what there was. */
  void close() throws IOException, InterruptedException {
    try {
      run("rm", "--force", "--all", "--time=0", "--volumes");
    } finally {
      service.destroy();
      service.waitFor(10, TimeUnit.SECONDS);
      succeeded(Path.of("/"), List.of("rm", "-rf", "--one-file-system", directory.toString()));
    }
  }

  private Path socket() {
    return directory.resolve("podman.sock");
  }

  private List<String> podman(String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                podman,
                "--root=" + directory.resolve("store"),
                "--runroot=" + directory.resolve("run"),
                "--storage-driver=vfs"));
    all.addAll(List.of(words));
    return all;
  }

  private ProcessBuilder builder(Path in, List<String> words) {
    ProcessBuilder builder =
        new ProcessBuilder(SignalDefaults.restoredFor(words))
            .directory(in.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().put("CONTAINERS_CONF", directory + "/containers.conf");
    builder.environment().put("DOCKER_HOST", "unix://" + socket());
    return builder;
  }

  @CanIgnoreReturnValue
  private String succeeded(Path in, List<String> words) throws IOException, InterruptedException {
    Outcome outcome = outcome(in, words);
    assertThat(outcome.status()).as("%s: %s", words, outcome.output()).isZero();
    return outcome.output();
  }

  private Outcome outcome(Path in, List<String> words) throws IOException, InterruptedException {
    // To a file: what stays in the background keeps a pipe open.
    Path out = Files.createTempFile("podman", ".out");
    Process process = builder(in, words).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ends", words).isTrue();
      return new Outcome(process.exitValue(), Files.readString(out, UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }
}
