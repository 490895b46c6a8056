// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What the commands take for the daemon of a configuration. */
final class FakeDaemon implements AutoCloseable {
  static final String TOKEN = "a-token-that-the-daemon-made";

  private final HttpServer server;
  private final Path directory;

  /** Listens, and is found by the configuration and the state that it writes to this directory. */
  FakeDaemon(Path directory, Supplier<String> status) throws IOException {
    this.directory = directory;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    on("/status", exchange -> answer(exchange, 200, status.get()));
    server.start();
    Files.createDirectories(state());
    Files.writeString(directory.resolve("clooster.json"), "{}");
    Files.writeString(state().resolve("operate.token"), TOKEN);
    Files.writeString(
        state().resolve("operate.json"),
        "{\"address\": \"http://127.0.0.1:%d\", \"run\": \"run-1\"}"
            .formatted(server.getAddress().getPort()));
  }

  Path state() {
    return directory.resolve("clooster.state");
  }

  /** Whatever else it answers. */
  void on(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Runs a command for it; its exit status. */
  int execute(String command, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = command;
    args[1] = "-c";
    args[2] = directory.resolve("clooster.json").toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.execute(args);
  }

  RunningDaemon found() throws Exception {
    return RunningDaemon.find(state(), new ConfigOption(), directory);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
