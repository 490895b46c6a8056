// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.dns.server.HttpGate;
import io.clooster.dns.server.PowerDnsServer;
import io.clooster.dns.server.RealNameServer;
import io.clooster.dns.server.UpdatedNameServer;
import io.clooster.process.LoopbackPorts;
import io.clooster.sandbox.FaultyWire;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some servers, one record, and a real name server that has it. A test says which name server by
 * {@link #at}, how many servers by {@link #of}, and starts. Each server reaches the name server by
 * a wire of its own.
 */
final class NameServerGroup extends ServerProcesses<NameServerGroup> {
  private static final String PUSH_TOKEN = "secret-pushbullet-token";
  private static final Path PROGRAM = Path.of("examples/exec/dns-by-nsupdate").toAbsolutePath();

  private final Sandbox sandbox = Sandbox.start();
  private final List<FaultyWire> uplinks = new ArrayList<>();
  private final List<HttpGate> gates = new ArrayList<>();
  private @Nullable Path zone;
  private @Nullable NameServer kind;
  private @Nullable RealNameServer server;
  private @Nullable NameServerStory story;

  NameServerGroup() {
    sandbox.pushbullet().allowToken(PUSH_TOKEN);
  }

  @Override
  NameServerGroup self() {
    return this;
  }

  /** The record is at this name server, which is started. */
  NameServerGroup at(NameServer nameServer) throws Exception {
    kind = nameServer;
    zone = Files.createTempDirectory("clooster-zone-");
    server = nameServer.start(zone.resolve("server"));
    story = new NameServerStory(server, sandbox.pushbullet());
    return this;
  }

  RealNameServer nameServer() {
    return server;
  }

  /** What happened to the record, and what was told. */
  NameServerStory story() {
    return story;
  }

  /** How a server reaches the name server. */
  FaultyWire uplink(int number) {
    return uplinks.get(number - 1);
  }

  /** How all of them do. */
  List<FaultyWire> uplinks() {
    return List.copyOf(uplinks);
  }

  /** What holds a server's writes, where the name server is changed by HTTP. */
  HttpGate gate(int number) {
    return gates.get(number - 1);
  }

  @Override
  void services(int number, ObjectNode config) throws IOException {
    int port = LoopbackPorts.freePort();
    int service = server.service();
    if (kind == NameServer.POWERDNS) {
      gates.add(new HttpGate(0, service));
      service = gate(number).port();
    }
    uplinks.add(FaultyWire.between(LoopbackPorts.address(port), LoopbackPorts.address(service)));
    config
        .putObject("pushbullet")
        .put("key", PUSH_TOKEN)
        .put("api", sandbox.pushbullet().uri().toString());
    boolean byProgram = kind == NameServer.BIND_BY_NSUPDATE;
    Map<String, Object> settings =
        byProgram ? program((UpdatedNameServer) server, port) : server.settings(port);
    ObjectNode block = new ObjectMapper().valueToTree(settings);
    block.put("zone", "example.com").put("record", WWW);
    config.set(byProgram ? "exec" : server.provider(), block);
  }

  private static Map<String, Object> program(UpdatedNameServer server, int port)
      throws IOException {
    return Map.of(
        "command",
        List.of(PROGRAM.toString(), "127.0.0.1", "" + port, server.keyFile().toString()),
        "conditional",
        true);
  }

  @Override
  void checkStory() throws Exception {
    story.check();
  }

  @Override
  List<String> secrets() {
    return List.of(KEY, PUSH_TOKEN, UpdatedNameServer.SECRET, PowerDnsServer.KEY);
  }

  @Override
  String services() {
    return story == null ? "" : story.toString();
  }

  @Override
  void closeServices() throws IOException {
    for (var uplink : uplinks) {
      uplink.close();
    }
    gates.forEach(HttpGate::close);
    sandbox.close();
    if (server != null) {
      server.close();
    }
    if (zone != null) {
      try (var files = Files.walk(zone)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
