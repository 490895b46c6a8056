// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.PlainWords;
import io.clooster.failover.Event;
import io.clooster.failover.Reading;
import java.time.Duration;

/** Makes the events that answer a read or a write of the record. */
public final class RecordEvents {

  public Event read(long number, Reading reading) {
    return new Event.RecordRead(number, reading);
  }

  public Event written(long number) {
    return new Event.RecordWritten(number);
  }

  /** Nothing was written, as what was read is not there any more. */
  public Event conflict(long number) {
    return new Event.RecordConflict(number);
  }

  /** Any failure on the way, ours or the provider's. */
  public Event failed(long number, Exception failure) {
    Duration retryAfter =
        PlainWords.rootOf(failure) instanceof DnsFailure refused
            ? refused.retryAfter()
            : Duration.ZERO;
    return new Event.RecordFailed(number, PlainWords.of(failure), retryAfter);
  }
}
