// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a person is asked for, in this order, and what becomes of the answer. */
enum Prompt {
  THIS_SERVER("--this-server", "this_server", "Name of this server"),
  SERVERS("--server", "servers", "Names of all servers, this one too, the preferred one first"),
  PORT("--port", "listen", "Port of the link"),
  ZONE("--zone", "cloudflare.zone", "DNS zone"),
  RECORDS("--record", "cloudflare.record", "Record to be moved, its full name (or several)"),
  TOKEN(
      "--token",
      "cloudflare.token",
      "Cloudflare API token that may edit the zone's DNS (not shown)"),
  PUSHBULLET(
      "--pushbullet", "pushbullet", "Pushbullet access token, to be told (Enter: none; not shown)");

  private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s,]+");

  private final String option;
  private final String key;
  private final String text;

  Prompt(String option, String key, String text) {
    this.option = option;
    this.key = key;
    this.text = text;
  }

  /** The option that would have answered it. */
  String option() {
    return option;
  }

  /** Whether there is no file without an answer. */
  boolean isNeeded() {
    return this != PORT && this != PUSHBULLET;
  }

  /** Whether bystanders must not see the answer. */
  boolean isSecret() {
    return this == TOKEN || this == PUSHBULLET;
  }

  boolean isAnswered(Draft draft) {
    return !answer(draft).isBlank();
  }

  /** The draft with this answer; an empty one takes the answer away, or brings the default. */
  Draft with(Draft draft, String given) {
    return switch (this) {
      case THIS_SERVER -> draft.withThisServer(given);
      case SERVERS -> draft.withServers(names(given));
      case PORT -> draft.withPort(given.isBlank() ? Draft.PORT : given);
      case ZONE -> draft.withZone(given);
      case RECORDS -> draft.withRecords(names(given));
      case TOKEN -> draft.withToken(given);
      case PUSHBULLET -> draft.withPushbullet(given);
    };
  }

  /** What is shown, with what an empty answer stands for in brackets. */
  String prompt(Draft draft) {
    String known = answer(draft);
    if (known.isBlank()) {
      return text + (this == PORT ? " [" + Draft.PORT + "]: " : ": ");
    }
    return text + (isSecret() ? " [unchanged]: " : " [" + known + "]: ");
  }

  /** Whether the problem is one of what this question was answered with. */
  boolean isAbout(Problem problem) {
    // A record's name may leave no room for the claim's.
    return problem.key().startsWith(key) || (this == RECORDS && problem.key().equals("claim"));
  }

  /** All that have to be answered anew to mend this one's answer: names depend on each other. */
  Set<Prompt> asked() {
    return switch (this) {
      case THIS_SERVER -> EnumSet.of(THIS_SERVER, SERVERS);
      case RECORDS -> EnumSet.of(ZONE, RECORDS);
      case SERVERS, PORT, ZONE, TOKEN, PUSHBULLET -> EnumSet.of(this);
    };
  }

  private String answer(Draft draft) {
    return switch (this) {
      case THIS_SERVER -> draft.thisServer();
      case SERVERS -> String.join(" ", draft.servers());
      case PORT -> draft.port();
      case ZONE -> draft.zone();
      case RECORDS -> String.join(" ", draft.records());
      case TOKEN -> draft.token();
      case PUSHBULLET -> draft.pushbullet();
    };
  }

  private static List<String> names(String answer) {
    return BETWEEN_NAMES.splitAsStream(answer).filter(name -> !name.isBlank()).toList();
  }
}
