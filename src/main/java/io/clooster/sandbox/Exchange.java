// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.time.Duration;

/** One request on its way through an API, as a fault sees it; keeps the call log up to date. */
final class Exchange {
  private final Api api;
  private final CallLog log;
  private final long number;
  private final Request request;
  private final SandboxConnection connection;

  Exchange(Api api, CallLog log, long number, Request request, SandboxConnection connection) {
    this.api = api;
    this.log = log;
    this.number = number;
    this.request = request;
    this.connection = connection;
  }

  /** Carries the request out; nothing is sent yet. */
  ApiAnswer effect() {
    ApiAnswer answer = api.answer(request);
    long now = System.nanoTime();
    log.update(number, call -> call.effectiveAt(now));
    return answer;
  }

  ApiAnswer failure(int status, String code, String message) {
    return api.failure(status, code, message);
  }

  void send(ApiAnswer answer) throws IOException {
    note(answer);
    connection.send(request, answer);
  }

  void drip(ApiAnswer answer, Duration perByte) throws IOException {
    note(answer);
    connection.drip(request, answer, perByte);
  }

  void pour(ApiAnswer beginning) throws IOException {
    note(beginning);
    connection.pour(beginning);
  }

  void pause(Duration time) throws IOException {
    connection.pause(time);
  }

  void hang() throws IOException {
    connection.hang();
  }

  void cut() throws IOException {
    connection.cut();
  }

  // Before the bytes leave: whoever has the answer finds it in the log.
  private void note(ApiAnswer answer) {
    log.update(number, call -> call.answered(answer.status()));
  }
}
