// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call to a daemon of this machine, which is waited for until all of its answer is there. */
final class DaemonCall {
  /**
   * The daemon's own is two seconds for a question, and as long for an order. Nothing waits for
   * this one but a person or a monitor, and a machine that is busy needs longer.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private DaemonCall() {}

  /** Makes it. */
  static HttpResponse<String> make(HttpRequest request) throws IOException, InterruptedException {
    return make(request, PATIENCE);
  }

  /** The same, with another patience. */
  static HttpResponse<String> make(HttpRequest request, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> asked =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .build()
            .sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new IOException("no whole answer in " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    }
  }

  /** What it answered, where that is JSON; missing where it is not. */
  static JsonNode content(HttpResponse<String> answer) {
    try {
      return new JsonMapper().readTree(answer.body());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
