// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What is told of connections that were made to us and did not prove to be a peer's. Anybody can
 * cause it: of one peer, fault and origin at most one such event in {@link #EVERY} is told, so that
 * they fill no queue. Who goes on with it is told again.
 */
public final class Hints {
  /** Between two of one kind. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private final LongSupplier nanos;

  /** Holds no more than peers times faults times origins. */
  private final Map<Kind, Long> told = new HashMap<>();

  private record Kind(String peer, HelloFault fault, HelloOrigin origin) {}

  /** {@code nanos} is the monotonic clock. */
  public Hints(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether this event is to be told; {@code failed.peer()} is one of our peers. */
  public synchronized boolean allow(Event.HelloFailed failed) {
    long now = nanos.getAsLong();
    Kind kind = new Kind(failed.peer(), failed.fault(), failed.origin());
    Long last = told.get(kind);
    if (last != null && now - last < EVERY.toNanos()) {
      return false;
    }
    told.put(kind, now);
    return true;
  }
}
