// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.Problem;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is asked for each configuration, in this order. */
enum FixedPrompt implements Prompt {
  THIS_SERVER("--this-server", "this_server", "Name of this server"),
  SERVERS(
      "--server",
      "servers",
      "Names of all servers, commas between them, this one too, the preferred one first"),
  PORT("--port", "listen", "Port of the link"),
  PROVIDER("--provider", "provider", "DNS provider"),
  ZONE("--zone", "zone", "DNS zone"),
  RECORDS("--record", "record", "Record to be moved, its full name (or several)"),
  NOTIFIERS("--notifier", "notifiers", "Who tells you");

  private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s,]+");

  private final String option;
  private final String key;
  private final String text;

  FixedPrompt(String option, String key, String text) {
    this.option = option;
    this.key = key;
    this.text = text;
  }

  @Override
  public String option() {
    return option;
  }

  /** What problems with the answer are told of. */
  String key() {
    return key;
  }

  @Override
  public boolean isNeeded() {
    return this != PORT && this != PROVIDER && this != NOTIFIERS;
  }

  @Override
  public boolean isSecret() {
    return false;
  }

  @Override
  public boolean isAnswered(Draft draft) {
    return !answer(draft).isBlank();
  }

  @Override
  public Draft with(Draft draft, String given) {
    return switch (this) {
      case THIS_SERVER -> draft.withThisServer(given);
      case SERVERS -> draft.withServers(names(given));
      case PORT -> draft.withPort(given.isBlank() ? Draft.PORT : given);
      case PROVIDER -> draft.withProvider(given.isBlank() ? Draft.PROVIDER : given);
      case ZONE -> draft.withZone(given);
      case RECORDS -> draft.withRecords(names(given));
      case NOTIFIERS -> draft.withNotifiers(names(given));
    };
  }

  @Override
  public String prompt(Draft draft, Offers offers) {
    String known = answer(draft);
    String choice =
        switch (this) {
          case PROVIDER -> " (" + offers.choice(this) + ")";
          case NOTIFIERS -> " (" + offers.choice(this) + "; several, or Enter: none)";
          case THIS_SERVER, SERVERS, PORT, ZONE, RECORDS -> "";
        };
    String shown =
        known.isBlank()
            ? this == PORT ? Draft.PORT : this == PROVIDER ? Draft.PROVIDER : ""
            : known;
    return text + choice + (shown.isEmpty() ? ": " : " [" + shown + "]: ");
  }

  @Override
  public boolean isAbout(Problem problem) {
    String inBlock = problem.key().substring(problem.key().indexOf('.') + 1);
    return switch (this) {
      case THIS_SERVER, SERVERS, PORT, PROVIDER, NOTIFIERS -> problem.key().startsWith(key);
      case ZONE -> inBlock.equals(key);
      // A record's name may leave no room for the claim's.
      case RECORDS -> inBlock.matches("records?( #\\d+.*)?") || problem.key().equals("claim");
    };
  }

  @Override
  public Set<Prompt> asked() {
    return switch (this) {
      case THIS_SERVER -> Set.of(THIS_SERVER, SERVERS);
      case RECORDS -> Set.of(ZONE, RECORDS);
      case SERVERS, PORT, PROVIDER, ZONE, NOTIFIERS -> Set.of(this);
    };
  }

  private String answer(Draft draft) {
    return switch (this) {
      case THIS_SERVER -> draft.thisServer();
      case SERVERS -> String.join(" ", draft.servers());
      case PORT -> draft.port();
      case PROVIDER -> draft.provider();
      case ZONE -> draft.zone();
      case RECORDS -> String.join(" ", draft.records());
      case NOTIFIERS -> String.join(" ", draft.notifiers());
    };
  }

  private static List<String> names(String answer) {
    return BETWEEN_NAMES.splitAsStream(answer).filter(name -> !name.isBlank()).toList();
  }
}
