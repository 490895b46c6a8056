// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.ConfigReader;
import io.clooster.dist.Readme;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Clooster with the provider that docs/providers.md shows, before a web service. */
final class GatewaySession implements AutoCloseable {
  private static final Path PAGE = Path.of("docs/providers.md");

  private final Service gateway = new Service();
  private final Daemon daemon;
  private final RouteDriver driver;

  /** What the daemon had asked before it was the test's. */
  private final int before;

  /**
   * Starts it.
   *
   * @param kamelet what is altered of the page's
   * @param records what the service answers
   */
  GatewaySession(Path directory, UnaryOperator<String> kamelet, String records) throws Exception {
    gateway.otherwise(200, Map.of(), records);
    Path home = Installations.copy(directory.resolve("home"));
    Path kamelets = Files.createDirectories(home.resolve("routes/site/kamelets"));
    Files.writeString(
        kamelets.resolve("gateway-dns-action.kamelet.yaml"),
        kamelet.apply(Readme.block(PAGE, "yaml", "name: gateway-dns-action")));
    String block =
        Readme.block(PAGE, "json", "\"gateway\"")
            .replace("https://dns-gateway.example.com", gateway.uri().toString())
            .replace("{{file:/etc/clooster/gateway}}", "gateway-token");
    String json =
        """
        {"operate": false, "this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": %d},
         "verify": false, %s}
        """
            .formatted(RouteSession.freePort(), block);
    Path file = Files.writeString(home.resolve("clooster.json"), json);
    daemon =
        Daemon.start(
            ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null),
            home,
            Duration.ofSeconds(5),
            RouteSession.QUEUE_PATIENCE);
    driver = new RouteDriver(daemon.context());
    before = gateway.calls().size();
  }

  Service gateway() {
    return gateway;
  }

  RouteDriver driver() {
    return driver;
  }

  /** What this test had asked, in order. */
  List<Service.Call> asked() {
    List<Service.Call> all = gateway.calls();
    return all.subList(before, all.size());
  }

  RecordSnapshot read() {
    driver.order("seda:record-read", new Action.ReadRecord(1));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  /** Has the record moved to {@code srv2}, with a claim of this epoch. */
  void moves(RecordSnapshot snapshot, long epoch) {
    Claim claim = new Claim(epoch, "srv2.example.com", Duration.ofSeconds(10));
    driver.order(
        "seda:record-write", new Action.WriteRecord(2, snapshot, "srv2.example.com", claim));
  }

  @Override
  public void close() {
    driver.close();
    daemon.close();
    gateway.close();
  }
}
