// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.FailureText;
import io.clooster.dns.RecordValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The servers that the configuration names. */
final class NamedServers implements NameServerSource {
  private final List<InetSocketAddress> written;

  /** Host names or addresses, unresolved. */
  NamedServers(List<InetSocketAddress> written) {
    this.written = written;
  }

  @Override
  public Found find() {
    List<NameServer> servers = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (InetSocketAddress server : written) {
      String host = server.getHostString();
      try {
        for (InetAddress address : InetAddress.getAllByName(host)) {
          InetSocketAddress where = new InetSocketAddress(address, server.getPort());
          servers.add(new NameServer(isAddress(host) ? RecordValue.normal(host) : host, where));
        }
      } catch (UnknownHostException e) {
        lost.add(NameServer.withPort(host, server.getPort()) + ": " + FailureText.of(e));
      }
    }
    return new Found(servers, lost);
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || Character.isDigit(host.charAt(host.length() - 1));
  }
}
