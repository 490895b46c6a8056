// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

/** What happened, for people. */
public final class IncidentWords {
  private IncidentWords() {}

  /**
   * In a few words.
   *
   * @param kind of the incident, see {@link Incident}
   * @param server that it is about; empty where it is about none
   */
  public static String of(String kind, String server) {
    return switch (kind) {
      case "peer-down" -> server + " was down";
      case "peer-stopped" -> server + " was stopped";
      case "peer-unhealthy" -> "the own checks of " + server + " failed";
      case "peer-drained" -> server + " was drained";
      case "switched" -> "switched by an operator to " + server;
      case "failback" -> "failback to " + server;
      case "moved" -> "the record was moved";
      case GroupWatch.UNSEEN -> "the record had been moved before, unseen by this server";
      case GroupWatch.MISSED -> "another server told that " + server + " had been missed before";
      default -> kind + (server.isEmpty() ? "" : " " + server);
    };
  }
}
