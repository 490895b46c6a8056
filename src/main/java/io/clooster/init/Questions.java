// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks for what a draft still lacks, or for all of it once more. */
public final class Questions {
  private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s,]+");

  private final Terminal terminal;
  private final boolean all;
  private boolean over;

  private Questions(Terminal terminal, boolean all) {
    this.terminal = terminal;
    this.all = all;
  }

  /**
   * The draft with the answers in it; null if nobody answers any more.
   *
   * @param all whether to ask for what is there, too; an empty answer leaves it as it is
   */
  public static @Nullable Draft ask(Terminal terminal, Draft draft, boolean all) {
    return new Questions(terminal, all).answered(draft);
  }

  private @Nullable Draft answered(Draft draft) {
    Draft answered =
        new Draft(
            text("Name of this server", draft.thisServer()),
            names("Names of all servers, this one too, the preferred one first", draft.servers()),
            port(draft.port()),
            text("DNS zone", draft.zone()),
            names("Record to be moved, its full name (or several)", draft.records()),
            secret("Cloudflare API token that may edit the zone's DNS (not shown)", draft.token()),
            secret(
                "Pushbullet access token, to be told (Enter: none; not shown)", draft.pushbullet()),
            draft.key());
    return over ? null : answered;
  }

  private String port(String known) {
    String offered = known.isBlank() ? Draft.PORT : known;
    return text("Port of the link", offered, all || known.isBlank());
  }

  private String text(String question, String known) {
    return text(question, known, all || known.isBlank());
  }

  private String text(String question, String known, boolean asked) {
    if (over || !asked) {
      return known;
    }
    String answer = terminal.ask(question + (known.isBlank() ? ": " : " [" + known + "]: "));
    return orElse(answer, known);
  }

  private List<String> names(String question, List<String> known) {
    String answer = text(question, String.join(" ", known), all || known.isEmpty());
    return BETWEEN_NAMES.splitAsStream(answer).filter(name -> !name.isBlank()).toList();
  }

  private String secret(String question, String known) {
    if (over || !(all || known.isBlank())) {
      return known;
    }
    String shown = question + (known.isBlank() ? ": " : " [unchanged]: ");
    return orElse(terminal.askSecretly(shown), known);
  }

  private String orElse(@Nullable String answer, String known) {
    if (answer == null) {
      over = true;
      return known;
    }
    return answer.isBlank() ? known : answer.strip();
  }
}
