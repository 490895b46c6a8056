// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.DnsReads;
import io.clooster.dns.DnsWrites;
import io.clooster.dns.ProviderRecords;
import io.clooster.failover.Action;
import io.clooster.failover.RecordSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Calls the Kamelet of the DNS provider by hand, as the routes of the records do. */
final class ProviderCalls {
  private final ProducerTemplate out;
  private final String kamelet;
  private final DnsReads reads;
  private final DnsWrites writes;

  ProviderCalls(CamelContext context, Config config) {
    this.out = context.createProducerTemplate();
    this.kamelet = "kamelet:" + config.provider().kamelet();
    this.reads = bean(context, "dnsReads", DnsReads.class);
    this.writes = bean(context, "dnsWrites", DnsWrites.class);
  }

  private static <T> T bean(CamelContext context, String name, Class<T> type) {
    return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(name, type), name);
  }

  /**
   * Reads the records.
   *
   * @throws org.apache.camel.CamelExecutionException with what failed
   */
  RecordSnapshot read() throws DnsFailure {
    return reads.reading(call("read", reads.question()));
  }

  /**
   * Changes them.
   *
   * @throws org.apache.camel.CamelExecutionException with what failed
   */
  @Nullable RecordSnapshot write(Action.WriteRecord write) {
    return writes.written(write, call("write", writes.change(write)));
  }

  /**
   * Takes the claims away.
   *
   * @param read what stands there, at least one claim with it
   * @throws org.apache.camel.CamelExecutionException with what failed
   */
  void remove(ProviderRecords read) {
    call("write", writes.removal(read));
  }

  /**
   * Makes and deletes a TXT record.
   *
   * @param name its full name
   * @throws org.apache.camel.CamelExecutionException with what failed
   */
  void trial(String name) {
    Map<String, Object> order = new LinkedHashMap<>(reads.question());
    order.put("name", name);
    call("trial", order);
  }

  /**
   * When the credentials end, ISO 8601; empty where nobody says.
   *
   * @throws org.apache.camel.CamelExecutionException with what failed
   */
  String token() {
    Object answer = call("token", reads.question());
    return answer == null ? "" : answer.toString();
  }

  private @Nullable Object call(String operation, Map<String, Object> body) {
    return out.requestBodyAndHeader(kamelet, body, "operation", operation);
  }
}
