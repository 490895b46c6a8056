// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.call.FailureText;
import java.time.Duration;

/**
 * Its sender is about to go.
 *
 * @param reason for people
 * @param backWithin when it means to be back, zero when it does not; up to 30 days
 */
record LeaveMessage(String reason, Duration backWithin) {
  private static final Duration LONGEST = Duration.ofDays(30);

  static LeaveMessage read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.LEAVE));
    return new LeaveMessage(
        FailureText.quote(fields.text("reason", Syntax.WORDS)),
        Duration.ofMillis(fields.number("back_within", 0, LONGEST.toMillis())));
  }

  Frame frame() {
    Duration back = backWithin.compareTo(LONGEST) > 0 ? LONGEST : backWithin;
    return new Frame(
        MessageType.LEAVE,
        MessageReader.object()
            .put("reason", FailureText.quote(reason))
            .put("back_within", back.toMillis())
            .toString());
  }
}
