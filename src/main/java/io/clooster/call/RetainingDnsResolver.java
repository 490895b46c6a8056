// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up host names, but does not wait long for a name server: what it said last time will do. A
 * failover must not fail because the name servers died with the server.
 */
public final class RetainingDnsResolver implements DnsResolver {
  private static final ExecutorService LOOKUPS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "name-lookup");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration patience;
  private final DnsResolver system;
  private final Map<String, InetAddress[]> known = new ConcurrentHashMap<>();

  /**
   * One for each name: what hangs is waited for by all who ask for it, not asked again and again.
   */
  private final Map<String, Future<InetAddress[]>> underWay = new ConcurrentHashMap<>();

  /** Waits for the {@code system}'s answer as long as {@code patience} says. */
  public RetainingDnsResolver(Duration patience, DnsResolver system) {
    this.patience = patience;
    this.system = system;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Future<InetAddress[]> lookup =
        underWay.computeIfAbsent(host, name -> LOOKUPS.submit(() -> remember(name)));
    try {
      return lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return lastKnown(host, "no answer from a name server within " + FailureText.of(patience));
    } catch (ExecutionException e) {
      return lastKnown(host, "not found by the name servers");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + ": interrupted");
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return system.resolveCanonicalHostname(host);
  }

  private InetAddress[] remember(String host) throws UnknownHostException {
    try {
      InetAddress[] found = system.resolve(host);
      known.put(host, found);
      return found;
    } finally {
      underWay.remove(host);
    }
  }

  private InetAddress[] lastKnown(String host, String problem) throws UnknownHostException {
    InetAddress[] remembered = known.get(host);
    if (remembered == null) {
      throw new UnknownHostException(host + ": " + problem);
    }
    return remembered.clone();
  }
}
