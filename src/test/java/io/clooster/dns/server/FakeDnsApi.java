// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A DNS provider's API on a port of 127.0.0.1: it keeps the records of one zone, and is as strict
 * as the provider's documentation. How to use one stands at the {@linkplain io.clooster.dns.server
 * package}.
 */
public final class FakeDnsApi implements AutoCloseable {
  private final FakeZone zone;
  private final FakeSettings settings;
  private final ApiRules rules;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FakeDnsApi::daemon);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final Queue<FakeFault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> beforeNextWrite = new AtomicReference<>(() -> {});

  private FakeDnsApi(FakeZone zone, FakeSettings settings, ApiRules rules) {
    this.zone = zone;
    this.settings = settings;
    this.rules = rules;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private interface Maker {
    ApiRules make(FakeZone zone, FakeSettings settings);
  }

  /** The Cloud API's DNS; its real base is {@code https://api.hetzner.cloud/v1}. */
  public static FakeDnsApi hetzner(String zone, String token) {
    return make(zone, (records, settings) -> new HetznerRules(records, settings, token));
  }

  /** Its real base is {@code https://api.digitalocean.com/v2}. */
  public static FakeDnsApi digitalOcean(String zone, String token) {
    return make(zone, (records, settings) -> new DigitalOceanRules(records, settings, token));
  }

  /** LiveDNS; its real base is {@code https://api.gandi.net/v5/livedns}. */
  public static FakeDnsApi gandi(String zone, String token) {
    return make(zone, (records, settings) -> new GandiRules(records, settings, token));
  }

  /** Its real base is {@code https://desec.io/api/v1}. */
  public static FakeDnsApi desec(String zone, String token) {
    return make(zone, (records, settings) -> new DesecRules(records, settings, token));
  }

  /** Its real base is {@code https://route53.amazonaws.com/2013-04-01}. */
  public static FakeDnsApi route53(String zone, String accessKeyId, String secretAccessKey) {
    AwsCredentials credentials = new AwsCredentials(accessKeyId, secretAccessKey, Optional.empty());
    return make(zone, (records, settings) -> new Route53Rules(records, settings, credentials));
  }

  /** The same for temporary credentials, of which the session's token is a part. */
  public static FakeDnsApi route53(
      String zone, String accessKeyId, String secretAccessKey, String sessionToken) {
    AwsCredentials credentials =
        new AwsCredentials(accessKeyId, secretAccessKey, Optional.of(sessionToken));
    return make(zone, (records, settings) -> new Route53Rules(records, settings, credentials));
  }

  private static FakeDnsApi make(String zone, Maker maker) {
    FakeZone records = new FakeZone(zone);
    FakeSettings settings = new FakeSettings();
    return new FakeDnsApi(records, settings, maker.make(records, settings));
  }

  /** The API's base: what stands in the real one's URL after the host is in it, too. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + rules.base();
  }

  /** The id under which the provider knows the zone, where it has one: Hetzner, Route 53. */
  public String zoneId() {
    return rules instanceof Route53Rules ? Route53Rules.ZONE_ID : HetznerRules.ZONE_ID;
  }

  /** All that the zone has now, whatever reads see. */
  public List<RecordSet> records() {
    settle();
    return FakeZone.sets(zone.all());
  }

  /** What there is of that name, relative to the zone, and type. */
  public Optional<RecordSet> record(String name, String type) {
    settle();
    return zone.find(name, type);
  }

  /** Another writer, with no regard to the provider's rules: makes this the only such set. */
  public void put(String name, String type, long ttl, String... values) {
    zone.set(new RecordSet(zone.relative(name), type, ttl, List.of(values)));
  }

  /** Another writer, too. */
  public void remove(String name, String type) {
    zone.remove(zone.relative(name), type);
  }

  /** All requests so far, the refused ones and those that a fault met too. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Those that were meant to change something. */
  public List<ReceivedRequest> writes() {
    return requests.stream().filter(ReceivedRequest::isWrite).toList();
  }

  /** The next request that has no fault yet meets this one. */
  public void next(FakeFault fault) {
    faults.add(fault);
  }

  /** The same for several. */
  public void next(int times, FakeFault fault) {
    for (int i = 0; i < times; i++) {
      faults.add(fault);
    }
  }

  /** Runs once, just before the next write takes effect: {@link #put} makes a race of it. */
  public void beforeNextWrite(Runnable action) {
    beforeNextWrite.set(action);
  }

  /** After each write from now on, so many reads of records see what was before it. */
  public void lag(int reads) {
    zone.lag(reads);
  }

  /** The credentials are known, but not allowed to change anything. */
  public void readOnly(boolean only) {
    settings.readOnly(only);
  }

  /** No page has more than this, so that a few records suffice for several pages. */
  public void pageLimit(int most) {
    settings.pageLimit(most);
  }

  /** deSEC's least TTL of this zone; 3600 s until it is said. */
  public void minimumTtl(int seconds) {
    settings.minimumTtl(seconds);
  }

  /**
   * Hetzner's actions stay {@code running}, and without effect, for so many polls, Route 53's
   * changes {@code PENDING}; 0 until it is said. All answer {@code running} at first.
   */
  public void pendingFor(int polls) {
    settings.pendingPolls(polls);
  }

  /** Hetzner's next action ends in {@code error} with this code, and has no effect. */
  public void nextActionFails(String code) {
    settings.nextActionError(code);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void settle() {
    synchronized (rules) {
      rules.settle();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    ReceivedRequest request = received(exchange);
    requests.add(request);
    FakeExchange one = new FakeExchange(exchange, () -> effect(request), rules, closed);
    FakeFault fault = faults.poll();
    if (fault == null) {
      one.send(one.effect());
    } else {
      fault.run(one);
    }
  }

  private ApiReply effect(ReceivedRequest request) {
    if (request.isWrite()) {
      beforeNextWrite.getAndSet(() -> {}).run();
    }
    synchronized (rules) {
      rules.settle();
      try {
        rules.authenticate(request);
        if (request.isWrite() && settings.readOnly()) {
          throw rules.refusal(403, "Access was denied to this resource.");
        }
        rules.checkMediaType(request);
        return rules.finished(rules.routes().answer(request));
      } catch (ApiRefusal refusal) {
        return rules.finished(refusal.reply());
      }
    }
  }

  private static ReceivedRequest received(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    return new ReceivedRequest(
        exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-dns-api");
    thread.setDaemon(true);
    return thread;
  }
}
