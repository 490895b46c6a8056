// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Passes on what one client asks of a web service of this machine, tells what that was, and holds
 * what it writes where that is wanted. A write that was held arrives late, whether its client still
 * waits or not: as one that was under way in a network.
 */
public final class HttpGate implements AutoCloseable {
  /** What Java's client sets itself. */
  private static final Set<String> ITS_OWN =
      Set.of("connection", "content-length", "host", "upgrade", "expect", "transfer-encoding");

  /**
   * A call that was answered by the service.
   *
   * @param arrived here, by {@link System#nanoTime}
   * @param passed on to the service, by the same
   * @param answered by the service, by the same
   */
  public record Call(
      String method, String path, long arrived, long passed, long answered, int status) {
    /** Whether it changes anything. */
    public boolean writes() {
      return !method.equals("GET");
    }
  }

  private final HttpServer server;
  private final int target;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private boolean held;
  private int waiting;

  /** Both are ports of the loopback; {@code port} may be 0 for any. */
  public HttpGate(int port, int target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What writes from now on waits for {@link #release}. */
  public synchronized void holdWrites() {
    held = true;
  }

  /** How many writes wait. */
  public synchronized int waiting() {
    return waiting;
  }

  /** All that waits is passed on, and nothing waits any more. */
  public synchronized void release() {
    held = false;
    notifyAll();
  }

  /** The calls that were answered, in the order of the answers. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** How many of them were writes. */
  public long writes() {
    return calls.stream().filter(Call::writes).count();
  }

  private synchronized void await() throws InterruptedException {
    waiting++;
    while (held) {
      wait();
    }
    waiting--;
  }

  private void pass(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String method = exchange.getRequestMethod();
      URI uri = exchange.getRequestURI();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + uri))
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      if (!method.equals("GET")) {
        await();
      }
      long passed = System.nanoTime();
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      calls.add(
          new Call(
              method, uri.toString(), arrived, passed, System.nanoTime(), answer.statusCode()));
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
