// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.io.IOException;
import java.util.Map;

/** One way in which a provider, or the network before it, fails its client. */
public final class FakeFault {
  /** What happens to one request. */
  interface Course {
    void run(FakeExchange exchange) throws IOException;
  }

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Back soon</h1></body></html>";

  private final Course course;

  private FakeFault(Course course) {
    this.course = course;
  }

  /** No effect; this answer, letter by letter. */
  public static FakeFault answer(int status, Map<String, String> headers, String body) {
    return new FakeFault(exchange -> exchange.send(new ApiReply(status, headers, body)));
  }

  /** No effect; this status, with a body in the provider's own form of an error. */
  public static FakeFault status(int status) {
    return new FakeFault(
        exchange -> exchange.send(exchange.rules().failure(status, "Failed as the test wants it")));
  }

  /**
   * No effect; too many requests, in the provider's own form: 429, or 400 with Route 53, and the
   * headers that the provider documents, be it {@code Retry-After} or {@code RateLimit-Reset}.
   */
  public static FakeFault throttled(int retryAfterSeconds) {
    return new FakeFault(exchange -> exchange.send(exchange.rules().throttled(retryAfterSeconds)));
  }

  /** No effect and no answer; the connection stays open until the client gives up. */
  public static FakeFault hang() {
    return new FakeFault(FakeExchange::hang);
  }

  /** Takes effect, and then nobody answers, as above. */
  public static FakeFault hangAfterEffect() {
    return new FakeFault(
        exchange -> {
          exchange.effect();
          exchange.hang();
        });
  }

  /** No effect; the connection ends. */
  public static FakeFault cut() {
    return new FakeFault(FakeExchange::cut);
  }

  /** Takes effect; the connection ends without an answer. */
  public static FakeFault lostAnswer() {
    return new FakeFault(
        exchange -> {
          exchange.effect();
          exchange.cut();
        });
  }

  /** Takes effect; the connection ends in the middle of the answer's body. */
  public static FakeFault truncated() {
    return new FakeFault(exchange -> exchange.sendHalf(exchange.effect()));
  }

  /** Takes effect; the body is whole for HTTP, but only the first half of its JSON or XML. */
  public static FakeFault malformed() {
    return new FakeFault(
        exchange -> {
          ApiReply reply = exchange.effect();
          String half = reply.body().substring(0, reply.body().length() / 2);
          exchange.send(reply.withBody(half.isEmpty() ? "{\"half" : half));
        });
  }

  /** Takes effect; the answer has the right status, and JSON (XML) that says nothing of it. */
  public static FakeFault emptyObject() {
    return new FakeFault(
        exchange -> {
          ApiReply reply = exchange.effect();
          exchange.send(reply.withBody(reply.body().startsWith("<") ? "<Empty/>" : "{}"));
        });
  }

  /** No effect; the answer's body never ends. */
  public static FakeFault endless(int status) {
    return new FakeFault(
        exchange ->
            exchange.pour(
                new ApiReply(status, Map.of("Content-Type", "application/json"), "[ \"more\", ")));
  }

  /** No effect; a page of HTML, as from a proxy or during maintenance, with this status. */
  public static FakeFault html(int status) {
    return answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), PAGE);
  }

  /** No effect; a redirection, which a client that holds a secret had better not follow. */
  public static FakeFault redirect(int status, String location) {
    return answer(status, Map.of("Location", location), "");
  }

  void run(FakeExchange exchange) throws IOException {
    course.run(exchange);
  }
}
