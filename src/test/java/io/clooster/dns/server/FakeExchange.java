// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One request on its way through a fake, as a fault sees it. */
final class FakeExchange {
  private final HttpExchange exchange;
  private final Supplier<ApiReply> effect;
  private final ApiRules rules;
  private final CountDownLatch closed;

  FakeExchange(
      HttpExchange exchange, Supplier<ApiReply> effect, ApiRules rules, CountDownLatch closed) {
    this.exchange = exchange;
    this.effect = effect;
    this.rules = rules;
    this.closed = closed;
  }

  /** Carries the request out; nothing is sent yet. */
  ApiReply effect() {
    return effect.get();
  }

  ApiRules rules() {
    return rules;
  }

  void send(ApiReply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    head(reply, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Says the right length, sends half of it, and ends the connection. */
  void sendHalf(ApiReply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    head(reply, body.length + 1);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  /** Sends {@code body} in chunks, again and again, as fast as it is read. */
  void pour(ApiReply beginning) throws IOException {
    head(beginning, 0);
    byte[] more = beginning.body().repeat(1_000).getBytes(UTF_8);
    while (closed.getCount() > 0) {
      exchange.getResponseBody().write(more);
    }
  }

  /** Waits for as long as the fake is there. */
  void hang() {
    try {
      closed.await(5, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  /** Ends the connection without an answer. */
  void cut() {
    exchange.close();
  }

  private void head(ApiReply reply, long length) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), length);
  }
}
