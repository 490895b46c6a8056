// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.util.Locale;

/** The moments of an incident, in the order in which they come. */
public enum Step {
  /** The server that it is about was heard last. */
  HEARD,
  /** The first sign: it was suspected, drained, said that it goes. */
  SUSPECTED,
  /** It was held to be dead; or it was decided that the record moves. */
  DECIDED,
  /** The DNS provider accepted the change. */
  WRITTEN,
  /** A look at the provider showed it; of another server's change, its heartbeat did. */
  SHOWN,
  /** All of the zone's name servers gave the new value. */
  VERIFIED,
  /** A notifier took the message about it, here or, by its heartbeat, at another server. */
  TOLD;

  /** As it is told and stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
