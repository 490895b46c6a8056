// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import io.clooster.name.Loopback;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Looks up every name that Clooster will have to look up. */
public final class NameCheck {
  private static final int AT_A_TIME = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String UNANSWERED =
      ": nobody has told in time whether this name is there; mend the name server";

  private static final String UNKNOWN =
      ": this name is not found; correct it, or mend the name server";

  private static final String NOWHERE =
      ": this name is not found, and the record sends there who asks for it; correct it, or see that"
          + " they find it. This server does not need it";

  private NameCheck() {}

  /**
   * The names that this server looks up: where the others listen, the APIs, what the health checks
   * ask.
   */
  public static Set<String> names(Config config) {
    Set<String> names = new LinkedHashSet<>();
    for (Config.Server server : config.servers()) {
      // Protocol 1 knows its peer by the addresses of its name.
      if ((isTarget(server) && !hasAddress(server)) || config.protocol() == 1) {
        names.add(server.name());
      }
    }
    for (Config.Server peer : config.peers()) {
      if (peer.address() != null) {
        names.add(peer.address());
      }
    }
    for (Map<String, String> service : config.services().values()) {
      String api = service.get("api");
      if (api != null) {
        String host = URI.create(api).getHost();
        // A proxy looks the others up itself.
        if (config.http().proxy() == null || Loopback.is(host)) {
          names.add(host);
        }
      }
    }
    if (config.http().proxy() != null) {
      names.add(config.http().proxy().host());
    }
    for (HealthCheck check : config.checks()) {
      if (check instanceof HealthCheck.Http http) {
        names.add(URI.create(http.url()).getHost());
      } else if (check instanceof HealthCheck.Tcp tcp) {
        names.add(tcp.host());
      }
    }
    return names;
  }

  /** The names that a record points at, and that only who reads the record looks up. */
  static Set<String> targets(Config config) {
    Set<String> targets = new LinkedHashSet<>();
    config.servers().stream()
        .filter(NameCheck::isTarget)
        .forEach(server -> targets.add(server.name()));
    targets.removeAll(names(config));
    return targets;
  }

  /** Whether something else than its name says where it is. */
  private static boolean hasAddress(Config.Server server) {
    return server.address() != null && !server.address().equals(server.name());
  }

  private static boolean isTarget(Config.Server server) {
    return server.addresses().isEmpty();
  }

  /**
   * What the look-ups found.
   *
   * @param addresses of each name that is there
   * @param problems one line for each name that this server needs and that is not, in their order
   * @param warnings the same of those that others need
   */
  public record Found(
      Map<String, List<InetAddress>> addresses, List<String> problems, List<String> warnings) {

    /** Copies all. */
    public Found {
      addresses = Map.copyOf(addresses);
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }

    /** The names that are there. */
    public Set<String> names() {
      return new TreeSet<>(addresses.keySet());
    }
  }

  /** Looks all of them up; it takes 30 s at most. */
  public static Found of(Config config) {
    return of(config, InetAddress::getAllByName, PATIENCE);
  }

  static Found of(Config config, LookUp lookUp, Duration patience) {
    Set<String> all = names(config);
    Set<String> targets = targets(config);
    all.addAll(targets);
    Found found = of(all, lookUp, patience);
    Set<String> missing = new LinkedHashSet<>(targets);
    missing.removeAll(found.addresses().keySet());
    return new Found(
        found.addresses(),
        found.problems().stream()
            .filter(line -> missing.stream().noneMatch(name -> line.startsWith(name + ":")))
            .toList(),
        missing.stream().map(name -> name + NOWHERE).toList());
  }

  /** Finds the addresses of a name. */
  interface LookUp {
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  /** Side by side: one dead name server takes ten seconds for each name. */
  static Found of(Collection<String> names, LookUp lookUp, Duration patience) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, NameCheck::thread);
    try {
      List<Callable<List<InetAddress>>> looks = new ArrayList<>();
      names.forEach(name -> looks.add(() -> addresses(name, lookUp)));
      List<Future<List<InetAddress>>> found =
          threads.invokeAll(looks, patience.toMillis(), TimeUnit.MILLISECONDS);
      Map<String, List<InetAddress>> addresses = new HashMap<>();
      List<String> problems = new ArrayList<>();
      int at = 0;
      for (String name : names) {
        Future<List<InetAddress>> look = found.get(at++);
        if (look.isCancelled()) {
          problems.add(name + UNANSWERED);
        } else if (look.get().isEmpty()) {
          problems.add(name + UNKNOWN);
        } else {
          addresses.put(name, look.get());
        }
      }
      return new Found(addresses, problems, List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found(Map.of(), List.of(), List.of());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Empty where the name is not found. */
  private static List<InetAddress> addresses(String name, LookUp lookUp) {
    try {
      return List.of(lookUp.addresses(name));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private static Thread thread(Runnable look) {
    Thread thread = new Thread(look, "name-check");
    thread.setDaemon(true); // The system's look-up can't be broken off.
    return thread;
  }
}
