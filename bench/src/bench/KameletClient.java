// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.call.CallLimits;
import io.clooster.call.Connections;
import io.clooster.config.Config;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.DnsReads;
import io.clooster.dns.DnsWrites;
import io.clooster.dns.Mapping;
import io.clooster.dns.Targets;
import io.clooster.failover.Action;
import io.clooster.failover.RecordSnapshot;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * The part of a server that speaks to the DNS provider, without the rest: a Camel of its own with the
 * Kamelets that are shipped, their Java and their connections. Others say what is read and written.
 */
final class KameletClient implements AutoCloseable {
  private static final Path KAMELETS = Path.of("target/clooster/routes/kamelets").toAbsolutePath();

  private final String kamelet;
  private final Main camel = new Main();
  private final CallLimits limits = new CallLimits(Duration.ofSeconds(10));
  private final ForkJoinPool calls = new ForkJoinPool(2);
  private final ProducerTemplate out;
  private final DnsReads reads;
  private final DnsWrites writes;

  private KameletClient(Config.Provider provider, Map<String, String> properties, List<String> servers) {
    this.kamelet = provider.kamelet();
    Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    servers.forEach(server -> addresses.put(server, Map.of()));
    Mapping mapping = Mapping.claimed(new Targets("example.com", List.of(Pair.RECORD), addresses));
    camel.configure().withRoutesIncludePattern("file:" + KAMELETS + "/" + provider.name() + "-dns-*.yaml");
    properties.forEach((key, value) -> camel.addInitialProperty("camel.kamelet." + key, value));
    reads = new DnsReads(provider, mapping);
    writes = new DnsWrites(provider, mapping);
    camel.bind("recordCalls", calls);
    camel.bind("callLimits", limits);
    camel.bind("httpConnections", Connections.pool(limits.deadline()));
    camel.start();
    out = camel.getCamelContext().createProducerTemplate();
  }

  /** Of a group of these servers. */
  static KameletClient cloudflare(URI api, String token, List<String> servers) {
    return new KameletClient(new Config.Provider("cloudflare", true, Set.of(), 200, 0, 0, 0),
        Map.of("cloudflare-dns-call-action.api", api.toString(), "cloudflare-dns-call-action.token", token), servers);
  }

  /** Of a group of these servers. */
  static KameletClient powerDns(String api, String key, List<String> servers) {
    return new KameletClient(new Config.Provider("powerdns", false, Set.of(), Integer.MAX_VALUE, 0, 0, 0),
        Map.of("powerdns-dns-action.api", api, "powerdns-dns-action.key", key), servers);
  }

  RecordSnapshot read() {
    try {
      return reads.reading(call("read", reads.question()));
    } catch (DnsFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Looks once more, as is done right before a write where the provider knows no condition.
   *
   * @return false when what was read has changed since
   */
  boolean look(Action.WriteRecord write) {
    try {
      writes.lastLook(write, call("read", reads.question()));
      return true;
    } catch (DnsConflict e) {
      return false;
    } catch (DnsFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes.
   *
   * @return false when what was read has changed since, so that nothing was done
   */
  boolean write(Action.WriteRecord write) {
    try {
      writes.written(write, call("write", writes.change(write)));
      return true;
    } catch (CamelExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof DnsConflict) {
          return false;
        }
      }
      throw e;
    }
  }

  private Object call(String operation, Map<String, Object> body) {
    return out.requestBodyAndHeader("kamelet:" + kamelet, body, "operation", operation);
  }

  @Override
  public void close() {
    camel.stop();
    limits.close();
    calls.shutdownNow();
  }
}
