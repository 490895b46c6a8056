// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Cloudflare and Pushbullet on 127.0.0.1, strict, and with faults to order.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start()) {
 *   sandbox.cloudflare().addZone("example.com");
 *   sandbox.cloudflare().allowToken("token-1");
 *   sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.example.com");
 *   sandbox.pushbullet().allowToken("token-2");
 *   // cloudflare.api = sandbox.cloudflare().uri(), pushbullet.api = sandbox.pushbullet().uri()
 *   sandbox.cloudflare().faults().onWrites().once(Fault.lostAnswer());
 * }
 * }</pre>
 *
 * <p>Each API has a port of its own, so that one can be down while the other is up. A third port
 * serves a page in plain text for people, {@link #page}. All is forgotten at {@link #close}.
 */
public final class Sandbox implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Listener> listeners;
  private final CallLog log;
  private final CloudflareSandbox cloudflare;
  private final PushbulletSandbox pushbullet;

  private Sandbox(
      ExecutorService threads,
      List<Listener> listeners,
      CallLog log,
      CloudflareSandbox cloudflare,
      PushbulletSandbox pushbullet) {
    this.threads = threads;
    this.listeners = listeners;
    this.log = log;
    this.cloudflare = cloudflare;
    this.pushbullet = pushbullet;
  }

  /** Starts on three free ports. */
  public static Sandbox start() {
    return start(0);
  }

  /**
   * Starts with the page on {@code port}, Cloudflare on the next and Pushbullet on the one after.
   *
   * @param port 1 to 65533, or 0 for three free ports
   * @throws UncheckedIOException if one of them is taken
   */
  public static Sandbox start(int port) {
    ExecutorService threads = Executors.newCachedThreadPool(Sandbox::daemon);
    List<Listener> listeners = new ArrayList<>();
    try {
      CallLog log = new CallLog();
      SandboxSecrets secrets = new SandboxSecrets();
      Credentials credentials = new Credentials(secrets);
      CloudflareApi cloudflareApi = new CloudflareApi(credentials, new SandboxZones());
      PushbulletApi pushbulletApi = new PushbulletApi();

      ServedApi first = ServedApi.start(next(port, 1), cloudflareApi, log, secrets, threads);
      listeners.add(first.listener());
      ServedApi second = ServedApi.start(next(port, 2), pushbulletApi, log, secrets, threads);
      listeners.add(second.listener());
      CloudflareSandbox cloudflare = new CloudflareSandbox(credentials, cloudflareApi, first);
      PushbulletSandbox pushbullet = new PushbulletSandbox(pushbulletApi, second, secrets);
      listeners.add(Listener.on(port, new FrontPage(cloudflare, pushbullet, log), threads));
      return new Sandbox(threads, List.copyOf(listeners), log, cloudflare, pushbullet);
    } catch (IOException e) {
      listeners.forEach(Listener::close);
      threads.shutdownNow();
      throw new UncheckedIOException("127.0.0.1, " + e.getMessage(), e);
    }
  }

  /** Cloudflare: credentials, zones, records, faults. */
  public CloudflareSandbox cloudflare() {
    return cloudflare;
  }

  /** Pushbullet: credentials, notes, faults. */
  public PushbulletSandbox pushbullet() {
    return pushbullet;
  }

  /** Where people look: {@code curl} this. */
  public URI page() {
    return URI.create("http://127.0.0.1:" + listeners.get(2).port() + "/");
  }

  /** The calls to both APIs, in the order they arrived; of more than 20,000 the last. */
  public List<ApiCall> calls() {
    return log.all();
  }

  /** Cuts all connections and frees the ports, whatever is going on. */
  @Override
  public void close() {
    listeners.forEach(Listener::close);
    threads.shutdownNow();
  }

  private static int next(int port, int step) {
    return port == 0 ? 0 : port + step;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
