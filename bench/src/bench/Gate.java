// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.DnsGate;
import io.clooster.dns.server.HttpGate;
import java.io.IOException;
import java.util.List;

/** What one client asks of a name server passes here, and is counted. */
interface Gate extends AutoCloseable {
  int port();

  /** When each call arrived, by {@link System#nanoTime}. */
  List<Long> calls();

  /** The same of those that change something. */
  List<Long> writes();

  @Override
  void close() throws IOException;

  /** To a name server that is asked by DNS. */
  static Gate dns(int target) throws IOException {
    DnsGate gate = new DnsGate(target);
    return new Gate() {
      @Override
      public int port() {
        return gate.port();
      }

      @Override
      public List<Long> calls() {
        return gate.calls().stream().map(DnsGate.Call::arrived).toList();
      }

      @Override
      public List<Long> writes() {
        return gate.calls().stream().filter(DnsGate.Call::writes).map(DnsGate.Call::arrived).toList();
      }

      @Override
      public void close() throws IOException {
        gate.close();
      }
    };
  }

  /** To one that is asked by HTTP. */
  static Gate http(int target) throws IOException {
    HttpGate gate = new HttpGate(0, target);
    return new Gate() {
      @Override
      public int port() {
        return gate.port();
      }

      @Override
      public List<Long> calls() {
        return gate.calls().stream().map(HttpGate.Call::arrived).toList();
      }

      @Override
      public List<Long> writes() {
        return gate.calls().stream().filter(HttpGate.Call::writes).map(HttpGate.Call::arrived).toList();
      }

      @Override
      public void close() {
        gate.close();
      }
    };
  }
}
