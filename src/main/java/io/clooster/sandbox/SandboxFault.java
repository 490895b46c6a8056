// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** One way in which a service, or the network before it, fails its client. */
public final class SandboxFault {
  /** What happens to one exchange. */
  interface Course {
    void run(Exchange exchange) throws IOException;
  }

  static final Course NONE = exchange -> exchange.send(exchange.effect());

  private final String name;
  private final Course course;

  private SandboxFault(String name, Course course) {
    this.name = name;
    this.course = course;
  }

  /** The service refuses, in its own form; nothing takes effect. */
  public static SandboxFault answer(int status, String code, String message) {
    return new SandboxFault(
        "answers " + status, exchange -> exchange.send(exchange.failure(status, code, message)));
  }

  /** The same, with a {@code Retry-After} in whole seconds. */
  public static SandboxFault answer(int status, String code, String message, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return new SandboxFault(
        "answers " + status,
        exchange ->
            exchange.send(exchange.failure(status, code, message).with("Retry-After", seconds)));
  }

  /**
   * The request takes effect, and is answered, this much later: whether the client waits or not.
   */
  public static SandboxFault slowBeforeEffect(Duration delay) {
    return new SandboxFault(
        "slow before its effect",
        exchange -> {
          exchange.pause(delay);
          exchange.send(exchange.effect());
        });
  }

  /** The request takes effect at once; the answer comes this much later. */
  public static SandboxFault slowAfterEffect(Duration delay) {
    return new SandboxFault(
        "slow after its effect",
        exchange -> {
          ApiAnswer answer = exchange.effect();
          exchange.pause(delay);
          exchange.send(answer);
        });
  }

  /** The request takes effect, then the connection is reset. */
  public static SandboxFault lostAnswer() {
    return new SandboxFault(
        "loses the answer",
        exchange -> {
          exchange.effect();
          exchange.cut();
        });
  }

  /**
   * Holds calls until {@code count} of them are there, then lets them take effect in the same
   * instant, each on its own thread; and so on with the next. Put the same fault before all of
   * them: {@code times(2, Fault.together(2))}. If the others don't come within half a minute, those
   * that wait are cut off without an effect.
   */
  public static SandboxFault together(int count) {
    return together(count, new SandboxFault("answers", NONE));
  }

  /**
   * The same, and {@code fault} is what then happens to each: with {@link #lostAnswer}, say, none
   * of them learns what came of it.
   */
  public static SandboxFault together(int count, SandboxFault fault) {
    Gate gate = new Gate(count, Duration.ofSeconds(30));
    return new SandboxFault(
        "waits for " + count + " calls, then " + fault,
        exchange -> {
          gate.pass();
          fault.course.run(exchange);
        });
  }

  /** The connection is reset; nothing takes effect. */
  public static SandboxFault reset() {
    return new SandboxFault("resets", Exchange::cut);
  }

  /** No effect and no answer; the connection stays open until the client gives up. */
  public static SandboxFault hang() {
    return new SandboxFault("hangs", Exchange::hang);
  }

  /** The right answer, one byte at a time, from the status line on. */
  public static SandboxFault drip(Duration perByte) {
    return new SandboxFault("drips", exchange -> exchange.drip(exchange.effect(), perByte));
  }

  /** The request takes effect; of the answer's JSON only the first half is sent. */
  public static SandboxFault brokenJson() {
    return new SandboxFault(
        "sends broken JSON",
        exchange -> {
          ApiAnswer answer = exchange.effect();
          String body = answer.body();
          exchange.send(answer.withBody(body.substring(0, body.length() / 2)));
        });
  }

  /** The request takes effect; {@code change} makes another body of that of the answer. */
  public static SandboxFault answersInstead(UnaryOperator<String> change) {
    return new SandboxFault(
        "answers otherwise",
        exchange -> {
          ApiAnswer answer = exchange.effect();
          exchange.send(answer.withBody(change.apply(answer.body())));
        });
  }

  /** A proxy before the service answers 502 with a page of HTML; nothing takes effect. */
  public static SandboxFault proxyError() {
    return new SandboxFault(
        "is behind a broken proxy",
        exchange ->
            exchange.send(
                ApiAnswer.of(
                    502,
                    "text/html; charset=UTF-8",
                    "<html><head><title>502 Bad Gateway</title></head><body><center>"
                        + "<h1>502 Bad Gateway</h1></center><hr></body></html>\n")));
  }

  /** The right answer, blown up with blanks inside its JSON to at least this many bytes. */
  public static SandboxFault tooLarge(int bytes) {
    return new SandboxFault(
        "answers too much",
        exchange -> {
          ApiAnswer answer = exchange.effect();
          String body = answer.body();
          String blanks = " ".repeat(Math.max(0, bytes - body.length()));
          exchange.send(answer.withBody(body.charAt(0) + blanks + body.substring(1)));
        });
  }

  /** Nothing takes effect; the answer has this status, and a body in chunks that never ends. */
  public static SandboxFault endless(int status) {
    return new SandboxFault(
        "answers " + status + " without end",
        exchange -> exchange.pour(ApiAnswer.of(status, "application/json", "{\"result\": [")));
  }

  Course course() {
    return course;
  }

  @Override
  public String toString() {
    return name;
  }
}
