// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * Why something failed, or a server is held to be dead: what somebody else said, or a kind that has
 * its words where all words are.
 *
 * @param kind which one; {@code said} for what somebody else said
 * @param detail their words; of our own kinds, the value that belongs to it, or empty
 */
public record Reason(String kind, String detail) {
  /** Its link ended, and no new one could be made. As the original says it. */
  public static final Reason STREAM_CLOSED = new Reason("stream-closed", "");

  /** Its link was silent for too long. As the original says it. */
  public static final Reason PING_TIMEOUT = new Reason("ping-timeout", "");

  /** Its link was silent for too long. */
  public static final Reason SILENT = new Reason("silent", "");

  /** Its link ended, and nobody listens there. */
  public static final Reason NOBODY_LISTENS = new Reason("nobody-listens", "");

  /** The same where somebody accepts connections, and does not prove to be that server. */
  public static final Reason NOBODY_PROVES = new Reason("nobody-proves", "");

  /** It connects to us, and did not do so again in time. */
  public static final Reason NOT_BACK = new Reason("not-back", "");

  /** There was no link since our start. */
  public static final Reason NEVER_SEEN = new Reason("never-seen", "");

  /** It is out of sight, and its claim shows no sign of life either. */
  public static final Reason NOT_RENEWED = new Reason("not-renewed", "");

  /** It renews its claim: it lives, out of reach. */
  public static final Reason RENEWS = new Reason("renews", "");

  /** It moved the record: it lives, out of reach. */
  public static final Reason MOVED_IT = new Reason("moved-it", "");

  /** The provider did not answer in time. */
  public static final Reason NO_ANSWER = new Reason("no-answer", "");

  /** The provider did not answer a look, nor any of those that were asked beside it since. */
  public static final Reason NO_ANSWERS = new Reason("no-answers", "");

  /** The provider says that another server was faster, and shows no change. */
  public static final Reason UNFOUNDED_CONFLICT = new Reason("unfounded-conflict", "");

  /** Nothing is known of why. */
  public static final Reason NONE = said("");

  /** What somebody else said. */
  public static Reason said(String words) {
    return new Reason("said", words);
  }

  /** The provider accepted a change, and the record still holds this. */
  public static Reason notShown(String value) {
    return new Reason("not-shown", value);
  }

  /** Whether these are somebody else's words. */
  public boolean isSaid() {
    return kind.equals("said");
  }

  /** For a state that is printed. */
  @Override
  public String toString() {
    return isSaid() || !detail.isEmpty() ? detail : kind;
  }
}
