// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.link.protocol2.LinkCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tries all that Clooster will need of others: the DNS provider, the notifiers, the other servers.
 * Side by side, and each within a deadline; the findings come in this order.
 */
public final class OnlineCheck {
  private final Config config;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<List<CheckFinding>>> looks = new ArrayList<>();

  private OnlineCheck(Config config) {
    this.config = config;
  }

  /** What was found. */
  public static List<CheckFinding> of(Config config, Path home) {
    OnlineCheck check = new OnlineCheck(config);
    try (KameletCalls calls = KameletCalls.of(config, home);
        Deadlines deadlines = new Deadlines()) {
      check.begin(new RecordProbe(calls)::probe);
      check.begin(new TokenProbe(calls)::probe);
      for (Config.Notifier notifier : config.notifiers()) {
        check.begin(() -> List.of(new NotifierProbe(calls, notifier).probe()));
      }
      check.peers(deadlines);
      return check.findings();
    } catch (StartFailure e) {
      return List.of(CheckFinding.error(String.valueOf(e.getMessage())));
    } finally {
      check.threads.shutdownNow();
    }
  }

  private void peers(Deadlines deadlines) {
    @Nullable LinkCheck handshake = config.protocol() == 2 ? handshake() : null;
    for (Config.Server peer : config.peers()) {
      if (peer.listens()) {
        for (InetAddress address : addresses(peer)) {
          begin(() -> List.of(new PeerProbe(peer, address, deadlines, handshake).probe()));
        }
      }
    }
  }

  /** None for a name that is not found: that is told as such. */
  private static List<InetAddress> addresses(Config.Server peer) {
    try {
      return List.of(
          InetAddress.getAllByName(peer.address() == null ? peer.name() : peer.address()));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /** Null, and a finding, where no key pair can be made for it. */
  private @Nullable LinkCheck handshake() {
    Path directory = null;
    try {
      directory = Files.createTempDirectory("clooster-check-");
      return LinkCheck.of(CamelSetup.linkSettings(config), directory);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      begin(
          () ->
              List.of(
                  CheckFinding.warning(
                      "whether the other servers speak the protocol can't be tried: "
                          + FailureText.of(e))));
      return null;
    } finally {
      remove(directory);
    }
  }

  private static void remove(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      // It is in the directory for what is temporary, and protects nothing.
    }
  }

  private void begin(Callable<List<CheckFinding>> look) {
    looks.add(threads.submit(look));
  }

  private List<CheckFinding> findings() {
    List<CheckFinding> findings = new ArrayList<>();
    for (Future<List<CheckFinding>> look : looks) {
      try {
        findings.addAll(look.get());
      } catch (ExecutionException e) {
        findings.add(CheckFinding.error("this could not be tried: " + FailureText.of(e)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return findings;
      }
    }
    return findings;
  }
}
