// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.sandbox.Sandbox;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The stand-ins for the services without any server: for a configuration of one's own. */
final class SandboxAlone {
  private SandboxAlone() {}

  /**
   * Sets up a zone and its records.
   *
   * @param port see {@link Sandbox#start(int)}
   * @param records what they hold, by name: an IPv4 or IPv6 address, or a name
   * @throws IllegalArgumentException when zone and records don't go together; says why
   * @throws java.io.UncheckedIOException when a port is taken
   */
  static Sandbox start(int port, String zone, Map<String, String> records) {
    Sandbox sandbox = Sandbox.start(port);
    try {
      sandbox.cloudflare().addZone(zone);
      sandbox.cloudflare().allowToken(DemoEnvironment.TOKEN);
      records.forEach((name, value) -> sandbox.cloudflare().addRecord(name, type(value), value));
      sandbox.pushbullet().allowToken(DemoEnvironment.PUSH_TOKEN);
      return sandbox;
    } catch (IllegalArgumentException e) {
      sandbox.close();
      throw e;
    }
  }

  /** Says where it is, and what to write into a configuration. */
  static void tell(Sandbox sandbox, String zone, Map<String, String> records, PrintStream out) {
    out.println(
        "Stand-ins for Cloudflare and Pushbullet run until you press Ctrl-C, and then forget");
    out.println(
        "all that was done to them. Write this into the configurations that you want to try:");
    out.println();
    out.println("  \"cloudflare\": {");
    out.println("    \"token\": \"" + DemoEnvironment.TOKEN + "\",");
    out.println("    \"api\": \"" + sandbox.cloudflare().uri() + "\",");
    out.println("    \"zone\": \"" + zone + "\",");
    out.println("    " + names(List.copyOf(records.keySet())));
    out.println("  },");
    out.println("  \"pushbullet\": {");
    out.println("    \"key\": \"" + DemoEnvironment.PUSH_TOKEN + "\",");
    out.println("    \"api\": \"" + sandbox.pushbullet().uri() + "\"");
    out.println("  },");
    out.println("  \"verify\": false,  # no name server knows the record");
    out.println();
    out.println("The record, the calls, the messages:  curl " + sandbox.page());
    out.flush();
  }

  private static String names(List<String> records) {
    return records.size() == 1
        ? "\"record\": \"" + records.get(0) + "\""
        : "\"records\": " + records.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }

  private static String type(String value) {
    if (value.contains(":")) {
      return "AAAA";
    }
    return value.matches("[0-9.]+") ? "A" : "CNAME";
  }
}
