// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells through the other notifiers that one fails, once, and once that it works again. What is
 * told of notifiers neither begins such a story nor goes to the one that it is about: so two that
 * fail do not tell of each other for ever.
 */
public final class NotifierWatch {
  /** A message may fail for so long: with the interval of the looks, it is told in a minute. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String FAILING = "notifier-failing";
  private static final String WORKS = "notifier-works";
  private static final String SERVICE = "service";

  private final String server;
  private final Deliveries deliveries;
  private final Map<String, State> states = new LinkedHashMap<>();

  /** What is known of one notifier. */
  private static final class State {
    /** It was told that it fails, and not yet that it works again. */
    private boolean told;

    /** The last thing that it did was to take a message. */
    private boolean works;

    /** How it failed last. */
    private String answer = "";

    /** How it refused a message for good; null when that was told, or never happened. */
    private @Nullable String refused;
  }

  public NotifierWatch(Config config, Deliveries deliveries) {
    this.server = config.thisServer();
    this.deliveries = deliveries;
    config.notifierNames().forEach(name -> states.put(name, new State()));
  }

  /** True of a message that tells of this notifier: it is for the others. */
  static boolean isAbout(Message message, String service) {
    return (message.kind().equals(FAILING) || message.kind().equals(WORKS))
        && service.equals(message.parameters().get(SERVICE));
  }

  /** It did not take this message, which will be tried again. */
  public synchronized void failed(String service, String file, Throwable failure) {
    state(service, file)
        .ifPresent(
            state -> {
              state.works = false;
              state.answer = FailureText.of(failure);
            });
  }

  /** It refused this message for good. */
  public synchronized void refused(String service, String file, Throwable failure) {
    state(service, file)
        .ifPresent(
            state -> {
              state.works = false;
              state.refused = FailureText.of(failure);
            });
  }

  /** It took a message. */
  public synchronized void delivered(String service) {
    State state = states.get(service);
    if (state != null) {
      state.works = true;
    }
  }

  /** What is to be told now: nothing where there is only one notifier. */
  public synchronized List<Action.Notify> due() {
    List<Action.Notify> due = new ArrayList<>();
    if (states.size() > 1) {
      states.forEach((service, state) -> look(service, state, due));
    }
    return due;
  }

  private void look(String service, State state, List<Action.Notify> due) {
    Duration failing = deliveries.failingFor(service, NotifierWatch::counts);
    Values values = Values.of(SERVICE, service);
    if (!state.told && state.refused != null) {
      due.add(message(FAILING, "refused", Severity.WARNING, values.and("answer", state.refused)));
      state.told = !state.works; // What it took since shows that it works.
    } else if (!state.told && failing != null && failing.compareTo(PATIENCE) >= 0) {
      Values answered = values.and("waited", failing).and("answer", state.answer);
      due.add(message(FAILING, "", Severity.WARNING, answered));
      state.told = true;
    } else if (state.told && failing == null && state.works) {
      due.add(message(WORKS, "", Severity.INFO, values));
      state.told = false;
    }
    state.refused = null;
  }

  private Action.Notify message(String kind, String variant, Severity severity, Values values) {
    String id =
        String.join(
            "-",
            server,
            kind,
            String.valueOf(values.byName().get(SERVICE)),
            String.valueOf(System.currentTimeMillis()));
    return new Action.Notify(id, kind, variant, severity, "", "", values);
  }

  /** Nobody's for a message that is about notifiers itself. */
  private Optional<State> state(String service, String file) {
    return counts(file) ? Optional.ofNullable(states.get(service)) : Optional.empty();
  }

  private static boolean counts(String file) {
    return !OutboxFileName.subject(file).equals(OutboxSubject.NOTIFIER);
  }
}
