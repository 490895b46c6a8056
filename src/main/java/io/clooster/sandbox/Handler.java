// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;

/** Deals with the requests of one listener. */
interface Handler {
  /**
   * Deals with one request; it need not answer.
   *
   * @throws IOException if the connection is gone
   */
  void handle(Request request, SandboxConnection connection) throws IOException;
}
