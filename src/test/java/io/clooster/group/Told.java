// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;

import io.clooster.process.Note;

/** What a group's servers tell the administrator; servers by their numbers, the teller first. */
final class Told {
  static final String CLOSED = "connection closed, nobody listens there";
  static final String UNPROVEN = "connection closed, nobody there proves the key";
  static final String SILENT = "silent";

  /** What stands after what became of the record, where a server had said that it goes. */
  private static final String ANNOUNCED =
      ". This was announced, so nothing is wrong; until '%s' runs again, there is one server less"
          + " that could take over";

  private Told() {}

  /** The holder went down, and the teller took its place. */
  static Note tookOver(int by, int dead, String reason) {
    return Note.tookOver(name(by), name(dead), reason);
  }

  /** The holder was stopped, and the teller took its place. */
  static Note tookOverFromStopped(int by, int stopped) {
    return stopped(by, stopped, Note.movedTo(name(by)));
  }

  /** Another server than the holder was stopped. */
  static Note stopped(int by, int stopped) {
    return stopped(by, stopped, Note.UNCHANGED);
  }

  private static Note stopped(int by, int stopped, String record) {
    return new Note(
        "[%s] Server '%s' was stopped".formatted(name(by), name(stopped)),
        record + ANNOUNCED.formatted(name(stopped)));
  }

  private static String lookAfter(int server) {
    return ". Look after '%s'".formatted(name(server));
  }

  /** Another server than the holder went down, or its path to the teller, which is the holder. */
  static Note down(int by, int dead, String reason) {
    return Note.down(
        name(by),
        name(dead),
        reason,
        Note.UNCHANGED
            + lookAfter(dead)
            + "; if it lives, and only the link to it is missing, it tells you so itself as soon as"
            + " it can");
  }

  /** The same, where that server had said so, or no claim would tell, or another one tells it. */
  static Note gone(int by, int dead, String reason) {
    return Note.down(name(by), name(dead), reason, Note.UNCHANGED);
  }

  static Note up(int by, int back) {
    return Note.up(name(by), name(back), Note.UNCHANGED);
  }

  /** The same of one that is preferred to the teller, which keeps the record all the same. */
  static Note upAndLeft(int by, int back) {
    return Note.up(
        name(by),
        name(back),
        ("The record '%s' stays with '%s', as \"failback\" is \"manual\". To give it back, say"
                + " \"clooster switch %s\"")
            .formatted(ServerGroup.WWW, name(by), name(back)));
  }

  /** A server is back that is preferred to the teller. */
  static Note upAndPreferred(int by, int back, String delay) {
    return Note.up(
        name(by),
        name(back),
        "The record goes back to '%s' when it has been steadily there for %s"
            .formatted(name(back), delay));
  }

  static Note goesBack(int by, int to) {
    return new Note(
        "[%s] The record '%s' goes back to '%s'".formatted(name(by), ServerGroup.WWW, name(to)),
        Note.movedTo(name(to)));
  }

  /** An operator has chosen {@code to}. */
  static Note switched(int by, int to) {
    return new Note(
        "[%s] The record '%s' goes to '%s', as an operator wants it"
            .formatted(name(by), ServerGroup.WWW, name(to)),
        Note.movedTo(name(to))
            .replace(
                name(to) + "'.",
                "%s'. It stays there until '%s' fails, is drained, or an operator says \"clooster switch\" again."
                    .formatted(name(to), name(to))));
  }

  /** The holder was drained, and the teller took its place. */
  static Note drained(int by, int drained) {
    return new Note(
        "[%s] Server '%s' is drained: '%s' holds the record now"
            .formatted(name(by), name(drained), name(by)),
        "Its operator has taken '%s' out of service. ".formatted(name(drained))
            + Note.movedTo(name(by)));
  }

  /** The holder's own checks fail, and the teller took its place. */
  static Note isIll(int by, int ill) {
    return new Note(
        "[%s] Server '%s' is unhealthy: its own checks fail".formatted(name(by), name(ill)),
        Note.movedTo(name(by)) + lookAfter(ill));
  }

  /** {@code check} is what its own check answers. */
  static Note nobodyIsWell(int by, String check) {
    return new Note(
        "[%s] No server is eligible: the own checks of all that are in sight fail"
            .formatted(name(by)),
        "%s. The record '%s' stays as it is. Look after what the checks ask for"
            .formatted(check, ServerGroup.WWW));
  }

  static Note isWell(int by, int well) {
    return new Note(
        "[%s] Server '%s' is eligible again".formatted(name(by), name(well)),
        "It may hold the record '%s' again".formatted(ServerGroup.WWW));
  }

  /** The holder is out of sight, but renews its claim. */
  static Note pathCut(int by, int holder) {
    return new Note(
        "[%s] The path to '%s' is cut".formatted(name(by), name(holder)),
        ("'%s' lives, as it renews its claim at the DNS provider, and keeps the record '%s'."
                + " Nothing moves; look at the network between here and there, and whether both have"
                + " the same 'key', the same 'servers' and the same version of Clooster. Should '%s'"
                + " tell you that '%s' is down: it is not, it is only out of its sight")
            .formatted(name(holder), ServerGroup.WWW, name(holder), name(by)));
  }

  static Note pathBack(int by, int holder) {
    return new Note(
        "[%s] The path to '%s' is back".formatted(name(by), name(holder)),
        "The record '%s' stays as it is".formatted(ServerGroup.WWW));
  }

  static Note holdsBack(int by, int visible, int all) {
    return new Note(
        "[%s] Only %d of %d servers are in sight".formatted(name(by), visible, all),
        "This side moves nothing, as the others may do so: it takes more than half of the servers");
  }

  static Note seesEnough(int by, int visible, int all) {
    return new Note(
        "[%s] %d of %d servers are in sight again".formatted(name(by), visible, all),
        "This side moves the record '%s' again when it has to".formatted(ServerGroup.WWW));
  }

  static Note otherConfig(int by, int other, String difference) {
    return new Note(
        "[%s] Server '%s' has another configuration".formatted(name(by), name(other)),
        ("the configurations differ: %s. Until that is mended there is no link to '%s', and a death"
                + " may be noticed late")
            .formatted(difference, name(other)));
  }

  /** The title alone: the text has a hint. */
  static String noLink(int by, int other) {
    return "[%s] There is no link to '%s'".formatted(name(by), name(other));
  }

  static Note linkBack(int by, int other) {
    return new Note(
        "[%s] Server '%s' is linked again".formatted(name(by), name(other)),
        "'%s' and '%s' watch each other again".formatted(name(by), name(other)));
  }

  static Note fits(int by, int other) {
    return new Note(
        "[%s] Server '%s' is linked again".formatted(name(by), name(other)),
        "Its configuration matches");
  }
}
