// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import java.io.IOException;

/** No connection to the peer came about; the message says why, for each of its addresses. */
public final class ConnectFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  /**
   * An attempt that failed.
   *
   * @param refused whether that is a refusal, see {@link #refused()}
   */
  ConnectFailure(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /**
   * True when the peer's machine said at every address that can be reached from here at all that
   * nobody listens. One address that is silent is enough to make it false: the peer may be there.
   */
  public boolean refused() {
    return refused;
  }
}
