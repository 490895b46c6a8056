// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.FailureText;
import io.clooster.failover.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Asks one server until it has given the new value of each record, or its thread is interrupted. A
 * record that it gave once is not asked for again.
 */
final class PropagationCheck implements Runnable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final NameServer server;
  private final Queue<ExpectedRecord> open;
  private volatile @Nullable String fault = DnsQuery.NO_ANSWER;

  PropagationCheck(NameServer server, Collection<ExpectedRecord> questions) {
    this.server = server;
    this.open = new ArrayDeque<>(questions);
  }

  /** The server, and what it gave last instead of the new values; empty when it gave them. */
  Optional<String> lag() {
    String last = fault;
    return last == null ? Optional.empty() : Optional.of(FailureText.quote(server + ": " + last));
  }

  @Override
  public void run() {
    try {
      Duration pause = FIRST_PAUSE;
      while (!done()) {
        Thread.sleep(pause.toMillis());
        pause = Durations.doubled(pause, LONGEST_PAUSE);
      }
    } catch (InterruptedException e) {
      // The time is over: what it gave last stands.
    }
  }

  /** Asks for what is open, up to the first record that it gives in another way. */
  private boolean done() throws InterruptedException {
    for (ExpectedRecord next = open.peek(); next != null; next = open.peek()) {
      Optional<String> wrong = wrong(next);
      if (wrong.isPresent()) {
        fault = wrong.get();
        return false;
      }
      open.remove();
    }
    fault = null;
    return true;
  }

  private Optional<String> wrong(ExpectedRecord expected) throws InterruptedException {
    try {
      Name name = Name.fromString(expected.name(), Name.root);
      DnsAnswer answer =
          new DnsAnswer(DnsQuery.ask(server.address(), name, Type.value(expected.type()), false));
      return expected.type().equals("CNAME") && answer.lacks(expected)
          ? FlattenedCname.fault(server, expected)
          : answer.fault(expected);
    } catch (IOException | RuntimeException e) {
      return Optional.of(FailureText.of(e));
    }
  }
}
