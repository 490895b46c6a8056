// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.Bind;
import io.clooster.dns.server.KnotServer;
import io.clooster.dns.server.PowerDnsServer;
import io.clooster.dns.server.RealNameServer;
import java.io.IOException;
import java.nio.file.Path;

/** The real name servers, and how each is asked. */
enum ServerAndClient {
  BIND {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return Bind.start(directory, ALGORITHM);
    }
  },
  KNOT {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return KnotServer.start(directory, ALGORITHM);
    }
  },
  POWERDNS {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return PowerDnsServer.start(directory);
    }

    @Override
    Gate gate(RealNameServer server) throws IOException {
      return Gate.http(server.service());
    }

    @Override
    BareCalls client(int port) {
      return BareCalls.http(port);
    }
  };

  private static final String ALGORITHM = "hmac-sha256";

  abstract RealNameServer start(Path directory) throws Exception;

  Gate gate(RealNameServer server) throws IOException {
    return Gate.dns(server.service());
  }

  /** What stands in the block of the configuration that reaches it by this gate, each with a comma behind it. */
  static String block(RealNameServer server, Gate gate) throws IOException {
    StringBuilder block = new StringBuilder();
    server.settings(gate.port()).forEach((key, value) -> block.append("\"%s\": \"%s\", ".formatted(key, value)));
    return block.toString();
  }

  BareCalls client(int port) throws Exception {
    return BareCalls.dns(port, ALGORITHM);
  }
}
