// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/** Why a server is held to be dead, where it did not say so itself. */
public final class Reasons {
  /** Its link ended, and no new one could be made. */
  public static final String STREAM_CLOSED = "stream closed";

  /** Its link was silent for too long. */
  public static final String PING_TIMEOUT = "ping timeout";

  /** It is out of sight, and its claim shows no sign of life either. */
  public static final String NOT_RENEWED = "its claim is not renewed";

  /** The same under protocol 2, in words that say what it means. */
  public static final String NOBODY_LISTENS = "connection closed, nobody listens there";

  /** The same where somebody accepts connections, and does not prove to be that server. */
  public static final String NOBODY_PROVES = "connection closed, nobody there proves the key";

  public static final String SILENT = "silent";

  private Reasons() {}
}
