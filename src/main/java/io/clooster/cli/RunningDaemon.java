// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The daemon that answers, found by its state directory.
 *
 * @param place where that is
 * @param text what it tells of its state, as it tells it
 * @param status the same
 */
record RunningDaemon(StatePlaces.Place place, String text, JsonNode status) {
  /** None answers; the message says why, and is made to be shown. */
  static final class None extends Exception {
    private static final long serialVersionUID = 1L;

    None(String message) {
      super(message);
    }
  }

  /**
   * Finds it.
   *
   * @param named {@code --state-dir}; null without it
   */
  static RunningDaemon find(@Nullable Path named, ConfigOption config, Path packaged)
      throws ConfigException, None, InterruptedException {
    List<DaemonAnswer> answers = new ArrayList<>();
    for (StatePlaces.Place place : StatePlaces.of(named, config, packaged)) {
      DaemonAnswer answer = DaemonAnswer.at(place);
      RunningDaemon found = answer.by(place);
      if (found != null) {
        return found;
      }
      answers.add(answer);
    }
    throw new None(why(answers));
  }

  /**
   * The same one, as it stands now; as it stood last where it does not answer this time.
   *
   * @throws None where it does not run any more; another run of it is another one
   */
  RunningDaemon again() throws None, InterruptedException {
    DaemonAnswer answer = DaemonAnswer.at(place);
    RunningDaemon now = answer.by(place);
    if (answer.kind() == DaemonAnswer.Kind.MUTE) {
      return this;
    } else if (now == null) {
      throw new None(answer.text());
    } else if (!now.isSameRunAs(this)) {
      throw new None("the daemon was restarted meanwhile: clooster status says how it stands");
    }
    return now;
  }

  /** Whether it was not restarted since. */
  boolean isSameRunAs(RunningDaemon earlier) {
    return status.path("run").equals(earlier.status.path("run"));
  }

  /** The name of its server. */
  String server() {
    return status.path("self").path("name").asText();
  }

  /** Whether its operator has taken it out of service. */
  boolean isDrained() {
    return status.path("drained").asBoolean();
  }

  /** Whether an operator wants nothing to be moved in the whole group. */
  boolean isHeld() {
    return status.path("held").asBoolean();
  }

  /** Which server holds the record, as far as it knows; null for none. */
  @Nullable String holder() {
    return status.path("holder").asText(null);
  }

  /** Whether it holds the record, and hands it to nobody. */
  boolean keeps() {
    return server().equals(holder()) && status.path("self").path("hands_over_to").isNull();
  }

  /** The full names of the records. */
  String records() {
    List<String> names = new ArrayList<>();
    status.path("record").path("names").forEach(name -> names.add(name.asText()));
    return String.join(", ", names);
  }

  /** All servers, its own first. */
  List<String> servers() {
    List<String> names = new ArrayList<>(List.of(server()));
    status.path("peers").forEach(peer -> names.add(peer.path("name").asText()));
    return names;
  }

  /** Whether another server could hold the record. */
  boolean seesAnother() {
    return !couldTakeOver().isEmpty();
  }

  /** The first server that could hold the record, and does not; null for none. */
  @Nullable String standby() {
    List<String> names = couldTakeOver();
    if (status.path("self").path("eligible").asBoolean()) {
      names.add(0, server());
    }
    names.remove(holder());
    return names.isEmpty() ? null : names.get(0);
  }

  /** The other servers that could hold the record. */
  private List<String> couldTakeOver() {
    List<String> names = new ArrayList<>();
    for (JsonNode peer : status.path("peers")) {
      if (peer.path("could_take_over").asBoolean()) {
        names.add(peer.path("name").asText());
      }
    }
    return names;
  }

  /** Whether an operator has chosen the server that holds the record. */
  boolean isPinned() {
    return status.path("claim").path("pinned").asBoolean();
  }

  /** What is wrong, as it tells it; empty where nothing is. */
  String because() {
    List<String> because = new ArrayList<>();
    status.path("because").forEach(cause -> because.add(cause.asText()));
    return String.join("; ", because);
  }

  /** The most telling of them. */
  private static String why(List<DaemonAnswer> answers) {
    DaemonAnswer most = Collections.max(answers, Comparator.comparing(DaemonAnswer::kind));
    return most.kind() == DaemonAnswer.Kind.NONE
        ? "no daemon tells of its state in "
            + answers.stream().map(DaemonAnswer::text).collect(Collectors.joining(", nor in "))
            + ": it does not run, is just starting, or its configuration has \"operate\": false"
            + " (docs/operating.md)"
        : most.text();
  }
}
