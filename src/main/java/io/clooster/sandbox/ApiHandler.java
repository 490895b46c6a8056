// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;

/** Puts the call log and the faults between the wire and an API. */
final class ApiHandler implements Handler {
  private final Api api;
  private final SandboxFaults faults;
  private final CallLog log;
  private final SandboxSecrets secrets;

  ApiHandler(Api api, SandboxFaults faults, CallLog log, SandboxSecrets secrets) {
    this.api = api;
    this.faults = faults;
    this.log = log;
    this.secrets = secrets;
  }

  @Override
  public void handle(Request request, SandboxConnection connection) throws IOException {
    ApiCall call =
        new ApiCall(
            api.name(),
            Instant.now(),
            request.arrivedNanos(),
            OptionalLong.empty(),
            request.method(),
            secrets.hide(request.path()),
            secrets.hide(request.query()),
            0,
            secrets.hide(request.body()));
    long number = log.add(call);
    faults.courseOf(call).run(new Exchange(api, log, number, request, connection));
  }
}
