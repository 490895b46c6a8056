// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One real Clooster process of the demo, its output in a file. */
final class DemoServer {
  private final Path home;
  private final Path config;
  private final Path routes;
  private final Path log;
  private Process process;

  /**
   * Starts it.
   *
   * @param home the installation
   * @param routes the directory whose {@code routes} are to be used
   */
  DemoServer(Path home, Path config, Path routes) throws IOException {
    this.home = home;
    this.config = config;
    this.routes = routes;
    this.log = config.resolveSibling(config.getFileName() + ".log");
    this.process = launch();
  }

  /** Starts it again after a crash. */
  void restart() throws IOException {
    process = launch();
  }

  /** As a power failure: no time for a goodbye. */
  void crash() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As an administrator would; hard when that takes too long. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(6, TimeUnit.SECONDS)) {
      crash();
    }
  }

  /** The process's id. */
  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** How many times a line with this text was logged. */
  long logged(String text) {
    return output().lines().filter(line -> line.contains(text)).count();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin").resolve("clooster").toString(), "run", config.toString());
    // What the user added to the installation's routes would tell somebody of a crash that was
    // none:
    // there are others here.
    builder.environment().put("CLOOSTER_JAVA_OPTS", "-Dclooster.home=" + routes);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }
}
