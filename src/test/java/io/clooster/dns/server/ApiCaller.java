// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends a fake what a test says, and gives the answer as it is. */
final class ApiCaller {
  private final HttpClient client = HttpClient.newHttpClient();
  private final FakeDnsApi api;
  private final String authorization;

  ApiCaller(FakeDnsApi api, String authorization) {
    this.api = api;
    this.authorization = authorization;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return call("GET", path, "");
  }

  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api.url() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request, method, body);
  }

  HttpResponse<String> send(HttpRequest.Builder request, String method, String body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return client.send(
        request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonBody.parsed(answer.body()).orElseThrow(() -> new AssertionError(answer.body()));
  }
}
