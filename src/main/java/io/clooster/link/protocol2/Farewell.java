// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.call.PlainWords;
import java.time.Duration;

/**
 * Its sender is about to go.
 *
 * @param reason for people
 * @param backWithin when it means to be back, zero when it does not; up to 30 days
 */
record Farewell(String reason, Duration backWithin) {
  private static final Duration LONGEST = Duration.ofDays(30);

  static Farewell read(Frame frame) {
    Fields fields = Fields.of(frame.expected(MessageType.LEAVE));
    return new Farewell(
        PlainWords.quote(fields.text("reason", Syntax.WORDS)),
        Duration.ofMillis(fields.number("back_within", 0, LONGEST.toMillis())));
  }

  Frame frame() {
    Duration back = backWithin.compareTo(LONGEST) > 0 ? LONGEST : backWithin;
    return new Frame(
        MessageType.LEAVE,
        Fields.object()
            .put("reason", PlainWords.quote(reason))
            .put("back_within", back.toMillis())
            .toString());
  }
}
