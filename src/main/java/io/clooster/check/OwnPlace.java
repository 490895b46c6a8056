// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Config;
import io.clooster.config.Problem;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether this machine is the one that {@code this_server} says. A configuration that was copied
 * from another server, and not changed, is valid; both servers would believe to be the same one.
 */
public final class OwnPlace {
  /** No name looks like that, so that nothing is looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private OwnPlace() {}

  /** This machine's addresses; none where the system does not tell them. */
  public static Set<InetAddress> addresses() {
    try {
      Set<InetAddress> addresses = new HashSet<>();
      NetworkInterface.networkInterfaces()
          .forEach(each -> each.inetAddresses().forEach(addresses::add));
      return addresses;
    } catch (SocketException e) {
      return Set.of();
    }
  }

  /**
   * A warning where this machine has another server's address and not its own. An address of {@code
   * listen} counts before the machine's: of two servers on one machine it tells which one this is.
   *
   * @param found what the names of the configuration mean
   * @param machine this machine's addresses
   */
  public static Optional<Problem> warning(
      Path file, Config config, NameCheck.Found found, Set<InetAddress> machine) {
    Set<InetAddress> listen =
        config.listen() == null ? Set.of() : literal(config.listen().address());
    Set<InetAddress> own = new HashSet<>(listen);
    own.removeIf(InetAddress::isAnyLocalAddress);
    if (places(config.self(), found).stream().anyMatch(own::contains)) {
      return Optional.empty();
    }
    return anothers(file, config, found, own).or(() -> anothers(file, config, found, machine));
  }

  private static Optional<Problem> anothers(
      Path file, Config config, NameCheck.Found found, Set<InetAddress> own) {
    Config.Server self = config.self();
    if (places(self, found).stream().anyMatch(own::contains)) {
      return Optional.empty();
    }
    for (Config.Server peer : config.peers()) {
      for (InetAddress address : places(peer, found)) {
        if (own.contains(address)) {
          return Optional.of(
              new Problem(
                  file.toString(),
                  0,
                  "this_server",
                  "is "
                      + self.name()
                      + ", but this machine has "
                      + peer.name()
                      + "'s address ("
                      + address.getHostAddress()
                      + ") and not "
                      + self.name()
                      + "'s",
                  "is `this_server` right? If this is " + peer.name() + ", write that"));
        }
      }
    }
    return Optional.empty();
  }

  /** Where it is: what the file says, or what was looked up. */
  private static Set<InetAddress> places(Config.Server server, NameCheck.Found found) {
    Set<InetAddress> places = new LinkedHashSet<>();
    if (server.address() != null) {
      places.addAll(meant(server.address(), found));
    }
    if (server.addresses().isEmpty()) {
      places.addAll(meant(server.name(), found));
    }
    server.addresses().values().forEach(address -> places.addAll(literal(address)));
    return places;
  }

  private static Collection<InetAddress> meant(String place, NameCheck.Found found) {
    List<InetAddress> lookedUp = found.addresses().get(place);
    return lookedUp == null ? literal(place) : lookedUp;
  }

  /** None where it is a name. */
  private static Set<InetAddress> literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Set.of();
    }
    try {
      return Set.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }
}
