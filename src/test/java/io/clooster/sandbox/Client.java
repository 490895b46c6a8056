// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** An HTTP client over the real socket, with the same headers on every request. */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final List<String> headers;
  private final List<BiConsumer<HttpRequest, Reply>> observers = new ArrayList<>();

  Client(URI base, String... headers) {
    this.base = base;
    this.headers = List.of(headers);
  }

  /** An answer, with its body as JSON where it is JSON. */
  record Reply(int status, HttpResponse<String> http, String sent) {
    JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + http.body(), e);
      }
    }

    JsonNode result() {
      return json().path("result");
    }

    int code() {
      return json().at("/errors/0/code").asInt();
    }

    int causeCode() {
      return json().at("/errors/0/error_chain/0/code").asInt();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  /** Shows every exchange to {@code observer}. */
  Client observedBy(BiConsumer<HttpRequest, Reply> observer) {
    observers.add(observer);
    return this;
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Reply send(String method, String path, String body) throws IOException, InterruptedException {
    return sendAs(method, path, body, "application/json");
  }

  Reply sendAs(String method, String path, String body, String contentType)
      throws IOException, InterruptedException {
    HttpRequest request = request(method, path, body, contentType);
    Reply reply = reply(http.send(request, BodyHandlers.ofString()), body);
    observers.forEach(observer -> observer.accept(request, reply));
    return reply;
  }

  CompletableFuture<Reply> begin(String method, String path, String body) {
    return http.sendAsync(request(method, path, body, "application/json"), BodyHandlers.ofString())
        .thenApply(response -> reply(response, body));
  }

  private static Reply reply(HttpResponse<String> response, String sent) {
    return new Reply(response.statusCode(), response, sent);
  }

  private HttpRequest request(String method, String path, String body, String contentType) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      builder.header("Content-Type", contentType);
    }
    for (int i = 0; i < headers.size(); i += 2) {
      builder.header(headers.get(i), headers.get(i + 1));
    }
    return builder.build();
  }
}
