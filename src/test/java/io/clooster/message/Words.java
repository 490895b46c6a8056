// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import io.clooster.failover.Action;
import java.time.Instant;
import java.util.Map;

/** What the decision tells, in the words that are shipped; for tests that read what people read. */
public final class Words {
  private final Messages messages;

  private Words(Messages messages) {
    this.messages = messages;
  }

  /** Those of one server; its monotonic clock begins in 1970. */
  public static Words of(String server, String record) {
    return new Words(
        new Messages(
            Texts.shipped(),
            server,
            record,
            Map.of(),
            moment -> Instant.EPOCH.plusNanos(moment.nanos())));
  }

  public Message of(Action.Notify told) {
    return messages.of(told);
  }

  /** A line of the log. */
  public String line(Action.Log logged) {
    return messages.line(logged);
  }

  public String title(Action.Notify told) {
    return of(told).title();
  }

  public String text(Action.Notify told) {
    return of(told).text();
  }
}
