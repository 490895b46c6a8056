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
import org.junit.jupiter.params.provider.ValueSource;

/** That the fake of DigitalOcean is as strict as its pages. */
class DigitalOceanRulesTest {
  private static final String RECORDS = "/domains/example.com/records";

  private final FakeDnsApi api = FakeDnsApi.digitalOcean("example.com", "TOKEN");
  private final ApiCaller caller = new ApiCaller(api, "Bearer TOKEN");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aRecordIsMadeChangedAndDeleted() throws Exception {
    HttpResponse<String> made =
        call("POST", RECORDS, "{'type':'CNAME','name':'www','data':'srv1.example.com.','ttl':60}");
    String one = RECORDS + "/" + json(made).at("/domain_record/id").asText();

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).at("/domain_record/data").asText()).isEqualTo("srv1.example.com");
    assertThat(made.headers().firstValue("RateLimit-Limit")).contains("5000");
    assertThat(call("PATCH", one, "{'data':'srv2.example.com.'}").statusCode()).isEqualTo(200);
    assertThat(api.record("www", "CNAME"))
        .contains(new RecordSet("www", "CNAME", 60, List.of("srv2.example.com.")));
    assertThat(caller.call("DELETE", one, "").statusCode()).isEqualTo(204);
    assertThat(caller.call("DELETE", one, "").statusCode()).isEqualTo(404);
  }

  @Test
  void aTextIsSentWithoutQuotationMarks() throws Exception {
    call("POST", RECORDS, "{'type':'TXT','name':'_c','data':'a b','ttl':60}");

    assertThat(api.record("_c", "TXT").orElseThrow().values()).containsExactly("\"a b\"");
    assertThat(caller.get(RECORDS).body()).contains("\"data\":\"a b\"");
  }

  @Test
  void theFilterWantsTheWholeName() throws Exception {
    api.put("www", "A", 60, "192.0.2.1");
    api.put("mail", "A", 60, "192.0.2.2");

    assertThat(json(caller.get(RECORDS + "?name=www.example.com&type=A")).path("domain_records"))
        .hasSize(1);
    assertThat(caller.get(RECORDS + "?name=www").statusCode()).isEqualTo(422);
    assertThat(caller.get(RECORDS + "?nme=www").statusCode()).isEqualTo(400);
  }

  @Test
  void pagesHaveToBeFollowed() throws Exception {
    for (int i = 0; i < 21; i++) {
      api.put("h" + i, "A", 60, "192.0.2." + i);
    }

    HttpResponse<String> first = caller.get(RECORDS);

    assertThat(json(first).path("domain_records")).hasSize(20);
    assertThat(json(first).at("/links/pages/next").asText()).contains("page=2");
    assertThat(json(caller.get(RECORDS + "?page=2")).path("domain_records")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'CNAME','name':'x','data':'srv1.example.com'}",
        "{'type':'A','name':'x','data':'srv1'}",
        "{'type':'A','data':'192.0.2.1'}",
        "{'type':'A','name':'x','data':'192.0.2.1','ttl':29}",
        "{'type':'A','name':'x','data':'192.0.2.1','tll':60}",
        "{'type':'A','name':'www','data':'192.0.2.1'}",
        "{'type':'CNAME','name':'www','data':'srv2.example.com.'}"
      })
  void whatThePagesForbidIsRefused(String body) throws Exception {
    api.put("www", "CNAME", 60, "srv1.example.com.");

    HttpResponse<String> answer = call("POST", RECORDS, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(json(answer).path("id").asText()).isEqualTo("unprocessable_entity");
    assertThat(api.records()).hasSize(1);
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return caller.call(method, path, body.replace('\'', '"'));
  }
}
