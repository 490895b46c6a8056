// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up every name that Clooster will have to look up. */
public final class NameCheck {
  private NameCheck() {}

  /**
   * The names: what the records point at, where the others listen, the APIs, what the health checks
   * ask.
   */
  public static Set<String> names(Config config) {
    Set<String> names = new LinkedHashSet<>();
    for (Config.Server server : config.servers()) {
      // Protocol 1 knows its peer by the addresses of its name.
      if (server.addresses().isEmpty() || config.protocol() == 1) {
        names.add(server.name());
      }
    }
    for (Config.Server peer : config.peers()) {
      if (peer.address() != null) {
        names.add(peer.address());
      }
    }
    for (Map<String, String> service : config.services().values()) {
      String api = service.get("api");
      if (api != null) {
        names.add(URI.create(api).getHost());
      }
    }
    for (HealthCheck check : config.checks()) {
      if (check instanceof HealthCheck.Http http) {
        names.add(URI.create(http.url()).getHost());
      } else if (check instanceof HealthCheck.Tcp tcp) {
        names.add(tcp.host());
      }
    }
    return names;
  }

  /** One line for each name that is not found; takes as long as the name servers take. */
  public static List<String> of(Config config) {
    List<String> problems = new ArrayList<>();
    for (String name : names(config)) {
      try {
        InetAddress.getAllByName(name);
      } catch (UnknownHostException e) {
        problems.add(name + ": this name is not found; correct it, or mend the name server");
      }
    }
    return problems;
  }
}
