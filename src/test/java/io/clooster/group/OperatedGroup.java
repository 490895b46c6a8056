// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.process.AdminCommand;
import io.clooster.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A group whose operator gives orders to each of its servers, by the commands. */
final class OperatedGroup {
  private final ServerProcesses<?> group;

  OperatedGroup(ServerProcesses<?> group) {
    this.group = group;
  }

  /** Before its start, a port of its own for each server. */
  void prepare() {
    for (var server : group.servers()) {
      server.set("/operate", Map.of("port", LoopbackPorts.freePort()));
    }
  }

  /** Starts all, and waits until each hears its operator. */
  void start() throws IOException {
    prepare();
    group.start();
    for (var server : group.servers()) {
      await().until(() -> Files.exists(server.stateDirectory().resolve("operate.json")));
    }
  }

  /** What came of a command on that server. */
  AdminCommand on(int server, String... words) throws Exception {
    var all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "-c";
    all[words.length + 1] = "clooster.json";
    return AdminCommand.on(group.srv(server), all);
  }

  /** The same, while other things happen. */
  CompletableFuture<AdminCommand> begins(int server, String... words) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return on(server, words);
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  /** How it stands, as that server tells it. */
  JsonNode status(int server) throws Exception {
    return new JsonMapper().readTree(on(server, "status", "--json").out());
  }
}
