// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Config;
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

  /** The names: both servers, the peer's address, the APIs. */
  public static Set<String> names(Config config) {
    Set<String> names = new LinkedHashSet<>();
    names.add(config.thisServer());
    names.add(config.otherServer());
    if (config.role() instanceof Config.Role.Connecting client) {
      names.add(client.address());
    }
    for (Map<String, String> service : config.services().values()) {
      String api = service.get("api");
      if (api != null) {
        names.add(URI.create(api).getHost());
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
