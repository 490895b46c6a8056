// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.dist.ExampleBuild;
import io.clooster.dist.Readme;
import io.clooster.dist.TestInstallation;
import io.clooster.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** An installation with tools in {@code lib/ext/}, as the page for operators has it. */
final class ToolsInstallation {
  private static final Path PAGE = Path.of("docs/operators-tools.md");
  private static final String PASSWORD = "A-LONG-RANDOM-TEXT";

  private final TestInstallation installation;
  private final Path built;
  private final Path home;
  private final int port = LoopbackPorts.freePort();

  private ToolsInstallation(TestInstallation installation, Path built, Path home) {
    this.installation = installation;
    this.built = built;
    this.home = home;
  }

  /** One below {@code directory} without any tool, and a home for the user that runs it. */
  static ToolsInstallation in(Path directory) throws IOException, InterruptedException {
    return new ToolsInstallation(
        TestInstallation.copiedTo(directory.resolve("installation")),
        Built.TOOLS,
        Files.createDirectory(directory.resolve("home")));
  }

  /** Made once for all tests. */
  private static final class Built {
    private static final Path TOOLS = build();

    private static Path build() {
      try {
        return ExampleBuild.of("operators-tools").resolve("target/tools");
      } catch (IOException e) {
        throw new AssertionError("the jars of the tools can't be put together", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  TestInstallation installation() {
    return installation;
  }

  Path home() {
    return home;
  }

  int port() {
    return port;
  }

  void add(String... tools) throws IOException {
    var ext = Files.createDirectories(installation.lib().resolve("ext"));
    for (var tool : tools) {
      try (var jars = Files.list(built.resolve(tool))) {
        for (var jar : jars.toList()) {
          Files.copy(jar, ext.resolve(jar.getFileName()));
        }
      }
    }
  }

  /** All of them at once, but with a port of this test's, and the users in this directory. */
  void settingsOfThePage() throws IOException {
    var conf = Files.createDirectories(installation.home().resolve("conf"));
    var users = conf.resolve("console.users");
    Files.writeString(users, Readme.block(PAGE, "properties", "user.admin"));
    var server = Readme.block(PAGE, "properties", "camel.management.enabled");
    var jmx = Readme.block(PAGE, "properties", "camel.main.jmx-enabled");
    settings(
        (server + jmx)
            .replace("8081", String.valueOf(port))
            .replace("/opt/clooster/conf/console.users", users.toString()));
  }

  void settings(String text) throws IOException {
    var conf = Files.createDirectories(installation.home().resolve("conf"));
    Files.writeString(conf.resolve("application.properties"), text);
  }

  /** Java's options for the daemon. */
  String options() {
    return "-Duser.home=" + home;
  }

  /** And those that start Jolokia, by the page's settings. */
  String jolokia(int at) throws IOException {
    var settings = installation.home().resolve("conf/jolokia.properties");
    Files.writeString(
        settings, Readme.block(PAGE, "properties", "8778").replace("8778", String.valueOf(at)));
    try (var jars = Files.list(built.resolve("jolokia"))) {
      return " -javaagent:" + jars.findFirst().orElseThrow() + "=config=" + settings;
    }
  }

  /** What stands there for everybody. */
  String get(String path) throws IOException, InterruptedException {
    return send(request(port, path));
  }

  /** What a console shows to who knows the password. */
  String console(String path, String type) throws IOException, InterruptedException {
    return withPassword(port, path, type);
  }

  /** The same of another server. */
  static String withPassword(int port, String path, String type)
      throws IOException, InterruptedException {
    var login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(UTF_8));
    return send(
        request(port, path).header("Authorization", "Basic " + login).header("Accept", type));
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
