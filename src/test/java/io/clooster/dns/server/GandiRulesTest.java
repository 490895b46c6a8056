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

/** That the fake of Gandi is as strict as its pages. */
class GandiRulesTest {
  private static final String RECORDS = "/domains/example.com/records";

  private final FakeDnsApi api = FakeDnsApi.gandi("example.com", "TOKEN");
  private final ApiCaller caller = new ApiCaller(api, "Bearer TOKEN");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aSetIsMadeReplacedAndDeleted() throws Exception {
    String one = RECORDS + "/www/CNAME";

    assertThat(
            call("PUT", one, "{'rrset_ttl':300,'rrset_values':['srv1.example.com.']}").statusCode())
        .isEqualTo(201);
    assertThat(call("PUT", one, "{'rrset_ttl':300,'rrset_values':['srv2.example.com.']}").body())
        .contains("DNS Record Created");
    assertThat(api.record("www", "CNAME"))
        .contains(new RecordSet("www", "CNAME", 300, List.of("srv2.example.com.")));
    assertThat(json(caller.get(one)).at("/rrset_values/0").asText()).isEqualTo("srv2.example.com.");
    assertThat(caller.call("DELETE", one, "").statusCode()).isEqualTo(204);
    assertThat(caller.get(one).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsThereIsNotMadeAnew() throws Exception {
    String body =
        "{'rrset_name':'a','rrset_type':'A','rrset_ttl':300,'rrset_values':['192.0.2.1']}";

    assertThat(call("POST", RECORDS, body).statusCode()).isEqualTo(201);
    assertThat(call("POST", RECORDS, body).statusCode()).isEqualTo(200);
    assertThat(call("POST", RECORDS, body.replace("2.1", "2.2")).statusCode()).isEqualTo(409);
    assertThat(api.record("a", "A").orElseThrow().values()).containsExactly("192.0.2.1");
  }

  @Test
  void allSetsOfANameAreReplacedAtOnce() throws Exception {
    api.put("www", "CNAME", 300, "srv1.example.com.");

    assertThat(
            call(
                    "PUT",
                    RECORDS + "/www",
                    "{'items':[{'rrset_type':'A','rrset_values':['192.0.2.1'],'rrset_ttl':300}]}")
                .statusCode())
        .isEqualTo(201);
    assertThat(api.records()).containsExactly(new RecordSet("www", "A", 300, List.of("192.0.2.1")));
  }

  @Test
  void aTextWithoutQuotationMarksFallsIntoWords() throws Exception {
    call("PUT", RECORDS + "/_c/TXT", "{'rrset_ttl':300,'rrset_values':['a b']}");

    assertThat(api.record("_c", "TXT").orElseThrow().values()).containsExactly("\"a\" \"b\"");
  }

  @Test
  void pagesHaveToBeFollowed() throws Exception {
    api.put("a", "A", 300, "192.0.2.1");
    api.put("b", "A", 300, "192.0.2.2");
    api.pageLimit(1);

    HttpResponse<String> first = caller.get(RECORDS);

    assertThat(json(first)).hasSize(1);
    assertThat(first.headers().firstValue("Total-Count")).contains("2");
    assertThat(first.headers().firstValue("Link").orElseThrow()).contains("page=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/www/A | {'rrset_ttl':299,'rrset_values':['192.0.2.1']} | 400",
        "/www/A | {'rrset_ttl':2592001,'rrset_values':['192.0.2.1']} | 400",
        "/www/A | {'rrset_values':[]} | 400",
        "/www/A | {'rrset_values':'192.0.2.1'} | 400",
        "/www/A | {'rrset_values':['srv1']} | 400",
        "/www/A | {'values':['192.0.2.1']} | 400",
        "/www./A | {'rrset_values':['192.0.2.1']} | 400",
        "/www/A/ | {'rrset_values':['192.0.2.1']} | 404"
      })
  void whatThePagesForbidIsRefused(String path, String body, int status) throws Exception {
    HttpResponse<String> answer = call("PUT", RECORDS + path, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(api.records()).isEmpty();
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return caller.call(method, path, body.replace('\'', '"'));
  }
}
