// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.util.Locale;

/** The moments of an incident, in the order in which they come. */
public enum Step {
  /** The server that it is about was heard last. */
  HEARD("heard last"),
  /** The first sign: it was suspected, drained, said that it goes. */
  SUSPECTED("first sign"),
  /** It was held to be dead; or it was decided that the record moves. */
  DECIDED("decided"),
  /** The DNS provider accepted the change. */
  WRITTEN("written"),
  /** A look at the provider showed it; of another server's change, its heartbeat did. */
  SHOWN("seen here"),
  /** All of the zone's name servers gave the new value. */
  VERIFIED("seen at the name servers"),
  /** A notifier took the message about it, here or, by its heartbeat, at another server. */
  TOLD("told");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** As it is told and stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
