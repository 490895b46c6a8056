// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static io.clooster.dns.server.ApiCaller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What all fakes can do: faults, races, lag, and the list of what was asked. */
class FakeDnsApiTest {
  private static final String ONE = "/domains/example.com/records/www/A";
  private static final String BODY = "{\"rrset_ttl\":300,\"rrset_values\":[\"192.0.2.2\"]}";

  private final FakeDnsApi api = FakeDnsApi.gandi("example.com", "TOKEN");
  private final ApiCaller caller = new ApiCaller(api, "Bearer TOKEN");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void requestsAreKeptWithWhatTheySaid() throws Exception {
    caller.get(ONE);
    caller.call("PUT", ONE, BODY);

    assertThat(api.requests()).extracting(ReceivedRequest::method).containsExactly("GET", "PUT");
    assertThat(api.writes()).extracting(ReceivedRequest::body).containsExactly(BODY);
    assertThat(api.writes().get(0).header("authorization")).contains("Bearer TOKEN");
    assertThat(api.writes().get(0).target()).isEqualTo("/v5/livedns" + ONE);
  }

  @Test
  void withoutTheTypeOfItsBodyARequestIsRefused() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api.url() + ONE)).header("Authorization", "Bearer TOKEN");

    assertThat(caller.send(request, "PUT", BODY).statusCode()).isEqualTo(415);
    assertThat(new ApiCaller(api, "Bearer OTHER").get(ONE).statusCode()).isEqualTo(401);
    api.readOnly(true);
    assertThat(caller.call("PUT", ONE, BODY).statusCode()).isEqualTo(403);
    assertThat(api.records()).isEmpty();
  }

  @Test
  void faultsAreMetOneAfterTheOther() throws Exception {
    api.next(FakeFault.throttled(7));
    api.next(2, FakeFault.status(503));
    api.next(FakeFault.html(200));
    api.next(FakeFault.redirect(302, "http://127.0.0.1:1/"));
    api.next(FakeFault.malformed());

    HttpResponse<String> first = caller.call("PUT", ONE, BODY);

    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(caller.get(ONE).statusCode()).isEqualTo(503);
    assertThat(caller.get(ONE).statusCode()).isEqualTo(503);
    assertThat(caller.get(ONE).body()).startsWith("<!DOCTYPE html>");
    assertThat(caller.get(ONE).statusCode()).isEqualTo(302);
    assertThat(api.records()).isEmpty();
    assertThat(JsonBody.parsed(caller.call("PUT", ONE, BODY).body())).isEmpty();
    assertThat(api.records()).hasSize(1);
    assertThat(caller.get(ONE).statusCode()).isEqualTo(200);
  }

  @Test
  void answersGetLost() {
    api.next(FakeFault.truncated());
    assertThatThrownBy(() -> caller.call("PUT", ONE, BODY)).isInstanceOf(IOException.class);
    assertThat(api.record("www", "A")).isPresent();
    api.remove("www", "A");
    api.next(2, FakeFault.cut());
    assertThatThrownBy(() -> caller.call("PUT", ONE, BODY)).isInstanceOf(IOException.class);
    assertThat(api.records()).isEmpty();
  }

  @Test
  void anAnswerMayNeverComeOrNeverEnd() throws Exception {
    api.next(FakeFault.hang());
    api.next(FakeFault.endless(200));
    HttpClient client = HttpClient.newHttpClient();
    URI uri = URI.create(api.url() + ONE);

    assertThatThrownBy(
            () ->
                client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofMillis(300)).build(),
                    HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    try (InputStream body =
        client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream())
            .body()) {
      assertThat(body.readNBytes(1 << 20)).hasSize(1 << 20);
    }
  }

  @Test
  void anotherWriterComesBetweenReadAndWrite() throws Exception {
    api.put("www", "A", 300, "192.0.2.1");
    api.beforeNextWrite(() -> api.remove("www", "A"));

    assertThat(caller.get(ONE).statusCode()).isEqualTo(200);
    assertThat(caller.call("DELETE", ONE, "").statusCode()).isEqualTo(404);
  }

  @Test
  void readsLagBehindWrites() throws Exception {
    api.put("www", "A", 300, "192.0.2.1");
    api.lag(2);
    caller.call("PUT", ONE, BODY);

    assertThat(api.record("www", "A").orElseThrow().values()).isEqualTo(List.of("192.0.2.2"));
    assertThat(caller.get(ONE).body()).contains("192.0.2.1");
    assertThat(json(caller.get("/domains/example.com/records")).get(0).toString())
        .contains("192.0.2.1");
    assertThat(caller.get(ONE).body()).contains("192.0.2.2");
  }
}
