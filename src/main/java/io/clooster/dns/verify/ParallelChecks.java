// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.FailureText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks all servers at the same time, so that one that is dead keeps no other one waiting. */
final class ParallelChecks {
  private ParallelChecks() {}

  /**
   * Waits until all servers have given the new values, or this thread is interrupted.
   *
   * @return the servers that have not, each with what it gave last
   */
  static List<String> lagging(List<NameServer> servers, List<ExpectedRecord> questions)
      throws IOException {
    if (servers.isEmpty()) {
      return List.of();
    }
    List<PropagationCheck> looks =
        servers.stream().map(server -> new PropagationCheck(server, questions)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(looks.size(), ParallelChecks::thread);
    try {
      CompletableFuture<?>[] all =
          looks.stream()
              .map(look -> CompletableFuture.runAsync(look, threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(all).get();
    } catch (InterruptedException e) {
      // The time is over: what they gave last stands.
    } catch (ExecutionException e) {
      throw new IOException(FailureText.of(e), e);
    } finally {
      threads.shutdownNow();
    }
    return looks.stream().map(PropagationCheck::lag).flatMap(Optional::stream).toList();
  }

  private static Thread thread(Runnable look) {
    Thread thread = new Thread(look, "record-verify");
    thread.setDaemon(true);
    return thread;
  }
}
