// SPDX-License-Identifier: Apache-2.0
package bench;

import com.sun.net.httpserver.HttpServer;
import io.clooster.sandbox.ApiCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the local interface does and takes: {@code /status} while a failover runs, a switch from the
 * command until the provider shows the record, memory, the page. Baselines, in the same run: a bare HTTP
 * server, the two calls of a bare client, the same pair with {@code "operate": false}, and the same
 * failover with nobody asking. New processes for each run. Reads /proc, so it runs on Linux only.
 */
public final class Operate {
  private static final int WARM = 300;
  private static final int IDLE_SECONDS = 30;
  private static final int PAGE_GOAL = 60_000;
  private static final double STATUS_GOAL = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Double> during = new ArrayList<>();
  private final List<Double> idle = new ArrayList<>();
  private final List<Double> bare = new ArrayList<>();
  private final Figures asked = new Figures();
  private final Figures unasked = new Figures();
  private final Figures switched = new Figures();
  private final Figures twoCalls = new Figures();
  private final List<String> calls = new ArrayList<>();
  private int page;

  public static void main(String[] args) throws Exception {
    Operate bench = new Operate();
    int runs = new Arguments(2, args).number(0, 5);
    for (int run = 1; run <= runs; run++) {
      bench.failover();
      bench.unasked();
      bench.handOver();
      bench.bareServer();
      System.err.printf("run %d of %d%n", run, runs);
    }
    bench.print();
    memory();
  }

  private void print() {
    percentiles("/status during a failover", during);
    percentiles("/status of the same daemon before", idle);
    percentiles("baseline: a bare HTTP server", bare);
    Figures.ratio("p99 during a failover / bare server", percentile(during, 99), percentile(bare, 99));
    System.out.println("goal, p99 under 20 ms: " + (percentile(during, 99) < STATUS_GOAL ? "met" : "missed"));
    asked.print("crash -> write at the API, /status asked");
    unasked.print("the same, nobody asks");
    Figures.ratio("asked / nobody asks", asked.median(), unasked.median());
    switched.print("switch: command -> the provider shows it");
    twoCalls.print("baseline: bare read and write");
    Figures.ratio("switch / baseline", switched.median(), twoCalls.median());
    System.out.println("switch: calls of the provider until then    " + calls.stream().distinct().collect(Collectors.joining(" or ")));
    System.out.printf("the page, after a failover: %d bytes, goal under %d: %s%n", page, PAGE_GOAL, page < PAGE_GOAL ? "met" : "missed");
  }

  /** One after the other, from the crash until a second after the write. */
  private void failover() throws Exception {
    try (Pair pair = new Pair(2).operated()) {
      settle(pair);
      URI status = pair.operate(2, "/status");
      warm(status);
      ask(status, idle, 3);
      long killed = System.nanoTime();
      pair.first.destroyForcibly();
      while (pair.write() == null) {
        ask(status, during, 0.1);
      }
      asked.add(pair.write().arrivedNanos() - killed);
      ask(status, during, 1);
      page = Math.max(page, get(pair.operate(2, "/")).getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private void unasked() throws Exception {
    try (Pair pair = new Pair(2).operated()) {
      settle(pair);
      long killed = System.nanoTime();
      pair.first.destroyForcibly();
      Pair.await(() -> pair.write() != null);
      unasked.add(pair.write().arrivedNanos() - killed);
    }
  }

  private void handOver() throws Exception {
    try (Pair pair = new Pair(2).operated()) {
      settle(pair);
      Pair.await(() -> pair.sandbox.cloudflare().calls().size() > 0);
      HttpRequest order = HttpRequest.newBuilder(pair.operate(1, "/switch?to=" + Pair.SECOND))
          .header("Authorization", "Bearer " + pair.token(1)).POST(HttpRequest.BodyPublishers.noBody()).build();
      long begun = System.nanoTime();
      String answer = client.send(order, HttpResponse.BodyHandlers.ofString()).body();
      if (!answer.contains("\"done\":true")) {
        throw new IllegalStateException(answer);
      }
      // As its answer shows it: the holder's log says so.
      Pair.await(() -> pair.write() != null && handedOver(pair));
      long end = System.nanoTime();
      switched.add(end - begun);
      calls.add(told(pair.calls(begun, end)));
      BareClient bareClient = new BareClient(pair.api());
      long bareBegun = System.nanoTime();
      bareClient.patch(bareClient.read(Pair.RECORD).get(0), Pair.FIRST);
      twoCalls.add(System.nanoTime() - bareBegun);
    }
  }

  private static boolean handedOver(Pair pair) {
    String log = pair.log("srv1");
    int order = log.lastIndexOf("state=writing");
    return order >= 0 && log.indexOf("state=settled", order) >= 0;
  }

  private static String told(List<ApiCall> made) {
    return made.size() + " (" + made.stream().map(ApiCall::method).collect(Collectors.joining(", ")) + ")";
  }

  private void bareServer() throws Exception {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
    });
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      warm(uri);
      ask(uri, bare, 3);
    } finally {
      server.stop(0);
    }
  }

  private static void memory() throws Exception {
    try (Pair without = new Pair(2); Pair with = new Pair(2).operated()) {
      settle(without);
      settle(with);
      Thread.sleep(IDLE_SECONDS * 1000L);
      memory("memory, never asked / \"operate\": false", with, without);
      Operate asks = new Operate();
      for (int i = 0; i < WARM; i++) {
        for (String path : List.of("/status", "/metrics", "/health", "/")) {
          asks.get(with.operate(1, path));
        }
      }
      memory("memory, asked 1200 times / \"operate\": false", with, without);
    }
  }

  private static void memory(String what, Pair with, Pair without) throws IOException {
    System.out.printf("RSS %.1f and %.1f MB, anonymous %.1f and %.1f MB%n", Proc.rss(with.first), Proc.rss(without.first),
        Proc.anonymous(with.first), Proc.anonymous(without.first));
    Figures.ratio(what, Proc.rss(with.first), Proc.rss(without.first));
  }

  /** Linked, and idle for a while. */
  private static void settle(Pair pair) throws Exception {
    pair.startFirst();
    pair.startSecond();
    pair.awaitLinked();
    Thread.sleep(3000);
  }

  /** What runs for the first time is slow: a monitor has asked before. */
  private void warm(URI uri) throws Exception {
    for (int i = 0; i < WARM; i++) {
      get(uri);
    }
  }

  private void ask(URI uri, List<Double> times, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      long begun = System.nanoTime();
      get(uri);
      times.add((System.nanoTime() - begun) / 1e6);
      Thread.sleep(5);
    } while (System.nanoTime() - end < 0);
  }

  private String get(URI uri) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(uri + ": HTTP " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private static double percentile(List<Double> times, int percent) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static void percentiles(String what, List<Double> times) {
    System.out.printf("%-44s median %6.1f ms   p99 %6.1f   max %6.1f   (%d answers)%n",
        what, percentile(times, 50), percentile(times, 99), percentile(times, 100), times.size());
  }
}
