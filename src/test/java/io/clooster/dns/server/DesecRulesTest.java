// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static io.clooster.dns.server.ApiCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the fake of deSEC is as strict as its pages. */
class DesecRulesTest {
  private static final String ALL = "/domains/example.com/rrsets/";

  private final FakeDnsApi api = FakeDnsApi.desec("example.com", "TOKEN");
  private final ApiCaller caller = new ApiCaller(api, "Token TOKEN");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aSetIsMadeChangedAndDeleted() throws Exception {
    String body = "{'subname':'www','type':'CNAME','ttl':3600,'records':['srv1.example.com.']}";

    HttpResponse<String> made = call("POST", ALL, body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).path("name").asText()).isEqualTo("www.example.com.");
    assertThat(call("POST", ALL, body).statusCode()).isEqualTo(400);
    assertThat(call("PATCH", ALL + "www/CNAME/", "{'records':['srv2.example.com.']}").statusCode())
        .isEqualTo(200);
    assertThat(api.record("www", "CNAME"))
        .contains(new RecordSet("www", "CNAME", 3600, List.of("srv2.example.com.")));
    assertThat(call("PATCH", ALL + "www.../CNAME/", "{'records':[]}").statusCode()).isEqualTo(204);
    assertThat(caller.get(ALL + "www/CNAME/").statusCode()).isEqualTo(404);
    assertThat(caller.call("DELETE", ALL + "www/CNAME/", "").statusCode()).isEqualTo(204);
  }

  @Test
  void aListOfSetsIsTakenAsAWholeOrNotAtAll() throws Exception {
    api.put("www", "A", 3600, "192.0.2.1");
    String good = "{'subname':'www','type':'A','records':[]}";
    String other = "{'subname':'www','type':'CNAME','ttl':3600,'records':['srv1.example.com.']}";

    HttpResponse<String> refused =
        call("PATCH", ALL, "[" + good + "," + other.replace(".'", "'") + "]");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get(0)).isEmpty();
    assertThat(json(refused).get(1).path("records")).isNotEmpty();
    assertThat(api.record("www", "A")).isPresent();

    assertThat(call("PATCH", ALL, "[" + good + "," + other + "]").statusCode()).isEqualTo(200);
    assertThat(api.records()).hasSize(1);
  }

  @Test
  void theLeastTtlIsTheDomains() throws Exception {
    api.minimumTtl(60);

    assertThat(json(caller.get("/domains/example.com/")).path("minimum_ttl").asInt()).isEqualTo(60);
    assertThat(call("POST", ALL, "{'type':'A','ttl':60,'records':['192.0.2.1']}").statusCode())
        .isEqualTo(201);
    assertThat(api.record("@", "A")).isPresent();
    assertThat(caller.get(ALL + "@/A/").statusCode()).isEqualTo(200);
    assertThat(json(caller.get(ALL + "?subname=&type=A"))).hasSize(1);
  }

  @Test
  void aLargeZoneNeedsACursor() throws Exception {
    api.put("a", "A", 3600, "192.0.2.1");
    api.put("b", "A", 3600, "192.0.2.2");
    api.pageLimit(1);

    assertThat(caller.get(ALL).statusCode()).isEqualTo(400);
    HttpResponse<String> first = caller.get(ALL + "?cursor=");

    assertThat(json(first)).hasSize(1);
    assertThat(first.headers().firstValue("Link").orElseThrow()).contains("rel=\"next\"");
  }

  @Test
  void theTokenIsCheckedLetterByLetter() throws Exception {
    assertThat(new ApiCaller(api, "Bearer TOKEN").get(ALL).statusCode()).isEqualTo(401);
    assertThat(new ApiCaller(api, "Token token").get(ALL).statusCode()).isEqualTo(401);
    api.readOnly(true);
    assertThat(caller.call("DELETE", ALL + "www/A/", "").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'subname':'a','type':'A','ttl':3599,'records':['192.0.2.1']} | ttl",
        "{'subname':'a','type':'A','ttl':86401,'records':['192.0.2.1']} | ttl",
        "{'subname':'a','type':'A','ttl':'3600','records':['192.0.2.1']} | ttl",
        "{'subname':'a','type':'A','records':['192.0.2.1']} | ttl",
        "{'subname':'a','type':'a','ttl':3600,'records':['192.0.2.1']} | type",
        "{'subname':'@','type':'A','ttl':3600,'records':['192.0.2.1']} | subname",
        "{'subname':'a','type':'A','ttl':3600,'records':[]} | records",
        "{'subname':'a','type':'TXT','ttl':3600,'records':['bare']} | records",
        "{'subname':'a','type':'CNAME','ttl':3600,'records':['srv1.example.com']} | records",
        "{'type':'CNAME','ttl':3600,'records':['srv1.example.com.']} | non_field_errors"
      })
  void whatThePagesForbidIsRefused(String body, String field) throws Exception {
    HttpResponse<String> answer = call("POST", ALL, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).path(field)).as(answer.body()).isNotEmpty();
    assertThat(api.records()).isEmpty();
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return caller.call(method, path, body.replace('\'', '"'));
  }
}
