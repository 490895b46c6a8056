// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executor;

/** An API on its port, with its faults and its part of the call log. */
record ServedApi(String name, Listener listener, SandboxFaults faults, CallLog log) {

  /**
   * Serves an API from now on.
   *
   * @param port TCP port, or 0 for a free one
   */
  static ServedApi start(int port, Api api, CallLog log, SandboxSecrets secrets, Executor threads)
      throws IOException {
    SandboxFaults faults = new SandboxFaults();
    ApiHandler handler = new ApiHandler(api, faults, log, secrets);
    return new ServedApi(api.name(), Listener.on(port, handler, threads), faults, log);
  }

  URI uri(String base) {
    return URI.create("http://127.0.0.1:" + listener.port() + base);
  }

  List<ApiCall> calls() {
    return log.of(name);
  }
}
