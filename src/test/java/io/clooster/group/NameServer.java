// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import io.clooster.dns.server.Bind;
import io.clooster.dns.server.KnotServer;
import io.clooster.dns.server.PowerDnsServer;
import io.clooster.dns.server.RealNameServer;
import java.nio.file.Path;

/** The real name servers that a group's record is moved at. */
enum NameServer {
  BIND {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return Bind.start(directory, "hmac-sha512");
    }
  },
  KNOT {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return KnotServer.start(directory, "hmac-sha256");
    }
  },
  POWERDNS {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return PowerDnsServer.start(directory);
    }
  },
  /** BIND, too, but by the program of the examples. */
  BIND_BY_NSUPDATE {
    @Override
    RealNameServer start(Path directory) throws Exception {
      return Bind.start(directory, "hmac-sha256");
    }
  };

  abstract RealNameServer start(Path directory) throws Exception;
}
