// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group's shape of the file: {@code servers} names all of them in order of preference, {@code
 * this_server} says which of them we are, {@code listen} where we wait for the others.
 */
final class GroupShape {
  /** The largest that a peer may name; made for 9, as the documentation says. */
  private static final int MOST = 256;

  private final BlockReader root;
  private final @Nullable DnsBlock dns;

  private GroupShape(BlockReader root, @Nullable DnsBlock dns) {
    this.root = root;
    this.dns = dns;
  }

  /** The servers, or null and a problem. */
  static @Nullable Topology read(BlockReader root, @Nullable DnsBlock dns) {
    return new GroupShape(root, dns).members();
  }

  private @Nullable Topology members() {
    refuseThePairsKeys();
    ServerAddress self =
        root.required(
            "this_server",
            ValueType.SERVER,
            "write which of the servers this one is: \"srv1.example.com\"");
    Config.Role.Listening listen = RoleBlocks.listen(root);
    List<ServerEntry> entries = entries();
    if (entries == null) {
      return null;
    }
    unique(entries);
    sameTypes(entries);
    rejectSelfReference(entries);
    if (self == null || !among(entries, self) || listen == null) {
      return null;
    }
    return Topology.of(
        self.canonical(),
        entries.stream().map(entry -> entry.server(listen.port())).toList(),
        listen);
  }

  private void refuseThePairsKeys() {
    root.reject(
        "other_server",
        "has no place beside \"servers\"",
        "remove it: all servers stand in \"servers\"");
    root.reject(
        "server", "has no place beside \"servers\"", "call it \"listen\": every server listens");
    root.reject(
        "client",
        "has no place beside \"servers\"",
        "remove it: where a server is found stands in its entry of \"servers\""
            + " (\"address\", \"port\")");
    if (dns != null) {
      dns.refusePreferredValue();
    }
  }

  private @Nullable List<ServerEntry> entries() {
    ConfigValue servers = root.item("servers");
    List<ConfigValue> items =
        servers == null
            ? null
            : servers.list("write \"servers\": [\"srv1.example.com\", \"srv2.example.com\"]");
    if (servers == null || items == null) {
      return null;
    }
    if (items.size() < 2) {
      servers.problem("names one server only", "name the others, too: it takes at least 2");
    } else if (items.size() > MOST) {
      servers.problem("names " + items.size() + " servers", "keep " + MOST + " at most");
      return null;
    }
    List<ServerEntry> entries = new ArrayList<>();
    for (ConfigValue item : items) {
      ServerEntry entry = ServerEntry.read(item);
      if (entry != null) {
        entries.add(entry);
      }
    }
    // Each of the others needs all of them; what is wrong has been told.
    return entries.size() == items.size() ? entries : null;
  }

  private static void unique(List<ServerEntry> entries) {
    Map<String, ConfigValue> names = new LinkedHashMap<>();
    Map<String, ConfigValue> places = new LinkedHashMap<>();
    Map<String, ConfigValue> addresses = new LinkedHashMap<>();
    for (ServerEntry entry : entries) {
      ConfigValue at = entry.at();
      if (!at.requireUnique(
          names, entry.name().canonical(), "is the same server as", "keep one of the two")) {
        continue;
      }
      if (entry.address() != null) {
        String place = entry.address().canonical() + " " + entry.port();
        at.requireUnique(
            places, place, "listens at the same place as", "correct \"address\" or \"port\"");
      }
      entry
          .addresses()
          .forEach(
              (type, address) ->
                  at.requireUnique(
                      addresses,
                      address,
                      "has the same \"" + type + "\" as",
                      "give each server its own: a record could not tell them apart"));
    }
  }

  /** A record of one type must be able to point at each of them. */
  private static void sameTypes(List<ServerEntry> entries) {
    for (String type : new String[] {"A", "AAAA"}) {
      Optional<ServerEntry> with =
          entries.stream().filter(entry -> entry.addresses().containsKey(type)).findFirst();
      for (ServerEntry entry : entries) {
        if (with.isPresent() && !entry.addresses().containsKey(type)) {
          entry
              .at()
              .problem(
                  "has no \"" + type + "\", but " + with.get().at().name() + " has one",
                  "give all servers an \"" + type + "\", or none");
        }
      }
    }
  }

  private void rejectSelfReference(List<ServerEntry> entries) {
    if (dns == null) {
      return;
    }
    for (ServerEntry entry : entries) {
      if (dns.moves(entry.name().canonical())) {
        entry
            .at()
            .problem(
                "is the same name as a record that is moved: it would point at itself",
                "write the server's own name there, not the name that it serves");
      } else if (entry.address() != null && dns.moves(entry.address().canonical())) {
        entry
            .at()
            .problem(
                "has the name of a record that is moved as its address: it would lead elsewhere",
                "write the server's own name or IP address there");
      }
    }
  }

  private boolean among(List<ServerEntry> entries, ServerAddress self) {
    List<String> names = entries.stream().map(entry -> entry.name().canonical()).toList();
    if (names.contains(self.canonical())) {
      return true;
    }
    String meant =
        DidYouMean.closest(self.canonical(), names)
            .map(name -> ", or did you mean " + Quoting.quoted(name) + "?")
            .orElse("");
    root.problem("this_server", "is none of the servers", "add it to \"servers\"" + meant);
    return false;
  }
}
