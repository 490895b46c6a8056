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

  private final Main camel = new Main();
  private final CallLimits limits = new CallLimits(Duration.ofSeconds(10));
  private final ForkJoinPool calls = new ForkJoinPool(2);
  private final ProducerTemplate out;
  private final DnsReads reads;
  private final DnsWrites writes;

  /** Of a group of these servers. */
  KameletClient(URI api, String token, List<String> servers) {
    Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    servers.forEach(server -> addresses.put(server, Map.of()));
    Mapping mapping = Mapping.claimed(new Targets("example.com", List.of(Pair.RECORD), addresses));
    camel.configure().withRoutesIncludePattern("file:" + KAMELETS + "/cloudflare-dns-*.yaml");
    camel.addInitialProperty("camel.kamelet.cloudflare-dns-call-action.api", api.toString());
    camel.addInitialProperty("camel.kamelet.cloudflare-dns-call-action.token", token);
    Config.Provider provider = new Config.Provider("cloudflare", true, Set.of(), 200);
    reads = new DnsReads(provider, mapping);
    writes = new DnsWrites(provider, mapping);
    camel.bind("recordCalls", calls);
    camel.bind("callLimits", limits);
    camel.bind("httpConnections", Connections.pool(limits.deadline()));
    camel.start();
    out = camel.getCamelContext().createProducerTemplate();
  }

  RecordSnapshot read() {
    try {
      return reads.reading(call("read", reads.question()));
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
    return out.requestBodyAndHeader("kamelet:cloudflare-dns-action", body, "operation", operation);
  }

  @Override
  public void close() {
    camel.stop();
    limits.close();
    calls.shutdownNow();
  }
}
