// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import io.clooster.message.Messages;
import io.clooster.notify.Outbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.jspecify.annotations.Nullable;

/** Sends a message through each notifier, to see whether it arrives. */
public final class TestMessages {
  private final KameletCalls calls;
  private final Messages messages;

  private TestMessages(KameletCalls calls, Messages messages) {
    this.calls = calls;
    this.messages = messages;
  }

  /**
   * Sends one to each, or to the one that is named.
   *
   * @param only the name of a notifier of the configuration; null for all
   */
  public static List<CheckFinding> send(Config config, Path home, @Nullable String only) {
    List<CheckFinding> findings = new ArrayList<>();
    try (KameletCalls calls = KameletCalls.of(config, home)) {
      TestMessages test = new TestMessages(calls, CamelSetup.messages(config, home));
      for (Config.Notifier notifier : config.notifiers()) {
        if (only == null || notifier.name().equals(only)) {
          findings.add(test.send(notifier));
        }
      }
    } catch (StartFailure e) {
      findings.add(CheckFinding.error(String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private CheckFinding send(Config.Notifier notifier) {
    String name = notifier.name();
    String id = calls.config().thisServer() + "-notify-test-" + UUID.randomUUID();
    Message message =
        messages.of(new Action.Notify(id, "notify-test", "", "", Values.of("service", name)));
    Outbox outbox = new Outbox(calls.config(), messages);
    TestOutcome outcome = new TestOutcome(notifier);
    Exchange sent;
    try {
      sent =
          calls.send(
              KameletNames.instance(notifier.kamelet(), name),
              exchange -> outbox.present(outbox.to(name, message), exchange));
    } catch (ResolveEndpointFailedException e) {
      return outcome.unmade(e);
    }
    Exception failure = sent.getException();
    return failure == null
        ? outcome.delivered(message.title(), sent.getMessage().getBody(String.class))
        : outcome.failed(failure);
  }
}
