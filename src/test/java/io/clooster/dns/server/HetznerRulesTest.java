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

/** That the fake of Hetzner is as strict as its pages. */
class HetznerRulesTest {
  private static final String WWW = "/zones/example.com/rrsets/www/CNAME";
  private static final String SET = WWW + "/actions/set_records";

  private final FakeDnsApi api = FakeDnsApi.hetzner("example.com", "TOKEN");
  private final ApiCaller caller = new ApiCaller(api, "Bearer TOKEN");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aSetIsReadChangedAndDeleted() throws Exception {
    api.put("www", "CNAME", 300, "srv1.example.com.");

    assertThat(json(caller.get(WWW)).at("/rrset/records/0/value").asText())
        .isEqualTo("srv1.example.com.");
    HttpResponse<String> set = post(SET, "{'records':[{'value':'srv2.example.com.'}]}");
    assertThat(set.statusCode()).isEqualTo(201);
    assertThat(json(set).at("/action/status").asText()).isEqualTo("running");
    assertThat(json(set).at("/action/command").asText()).isEqualTo("set_rrset_records");
    assertThat(api.record("www", "CNAME"))
        .contains(new RecordSet("www", "CNAME", 300, List.of("srv2.example.com.")));
    assertThat(json(caller.get("/actions/1")).at("/action/status").asText()).isEqualTo("success");
    assertThat(post(WWW + "/actions/change_ttl", "{'ttl':60}").statusCode()).isEqualTo(201);
    assertThat(caller.call("DELETE", WWW, "").statusCode()).isEqualTo(201);
    assertThat(api.records()).isEmpty();
  }

  @Test
  void aNewSetHasToBeNew() throws Exception {
    String body = "{'name':'_c','type':'TXT','ttl':60,'records':[{'value':'\\\"a b\\\"'}]}";

    assertThat(post("/zones/42/rrsets", body).statusCode()).isEqualTo(201);
    HttpResponse<String> again = post("/zones/42/rrsets", body);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).at("/error/code").asText()).isEqualTo("uniqueness_error");
    assertThat(api.record("_c", "TXT").orElseThrow().values()).containsExactly("\"a b\"");
  }

  @Test
  void aChangeHasNoEffectWhileItsActionRuns() throws Exception {
    api.put("www", "CNAME", 300, "srv1.example.com.");
    api.pendingFor(1);
    post(SET, "{'records':[{'value':'srv2.example.com.'}]}");

    assertThat(post(SET, "{'records':[{'value':'srv3.example.com.'}]}").statusCode())
        .isEqualTo(423);
    assertThat(caller.get(WWW).body()).contains("srv1");
    assertThat(caller.get("/zones/actions/1").body()).contains("running");
    assertThat(caller.get("/zones/example.com/actions/1").body()).contains("success");
    assertThat(caller.get(WWW).body()).contains("srv2");
  }

  @Test
  void anActionMayFail() throws Exception {
    api.put("www", "CNAME", 300, "srv1.example.com.");
    api.nextActionFails("action_failed");

    assertThat(post(SET, "{'records':[{'value':'srv2.example.com.'}]}").statusCode())
        .isEqualTo(201);
    assertThat(json(caller.get("/actions/1")).at("/action/error/code").asText())
        .isEqualTo("action_failed");
    assertThat(caller.get(WWW).body()).contains("srv1");
  }

  @Test
  void recordsAreAddedAndRemoved() throws Exception {
    String path = "/zones/example.com/rrsets/www/A/actions/";

    post(
        path + "add_records", "{'ttl':60,'records':[{'value':'192.0.2.1'},{'value':'192.0.2.2'}]}");
    post(path + "remove_records", "{'records':[{'value':'192.0.2.1'}]}");
    assertThat(api.record("www", "A").orElseThrow().values()).containsExactly("192.0.2.2");
    post(path + "remove_records", "{'records':[{'value':'192.0.2.2'}]}");
    assertThat(api.records()).isEmpty();
  }

  @Test
  void pagesHaveToBeFollowed() throws Exception {
    for (int i = 0; i < 30; i++) {
      api.put("h" + i, "A", 60, "192.0.2." + i);
    }

    HttpResponse<String> first = caller.get("/zones/example.com/rrsets");

    assertThat(json(first).path("rrsets")).hasSize(25);
    assertThat(json(first).at("/meta/pagination/next_page").asInt()).isEqualTo(2);
    assertThat(json(caller.get("/zones/example.com/rrsets?page=2&per_page=25")).path("rrsets"))
        .hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/zones/example.org/rrsets | {'name':'a','type':'A','records':[{'value':'192.0.2.1'}]} | 404",
        "/zones/42/rrsets | {'name':'a.example.com','type':'A','records':[{'value':'192.0.2.1'}]} | 422",
        "/zones/42/rrsets | {'name':'a.','type':'A','records':[{'value':'192.0.2.1'}]} | 422",
        "/zones/42/rrsets | {'name':'A','type':'A','records':[{'value':'192.0.2.1'}]} | 422",
        "/zones/42/rrsets | {'name':'a','type':'A','ttl':59,'records':[{'value':'192.0.2.1'}]} | 422",
        "/zones/42/rrsets | {'name':'a','type':'A','ttl':'60','records':[{'value':'192.0.2.1'}]} | 422",
        "/zones/42/rrsets | {'name':'a','type':'A','records':[]} | 422",
        "/zones/42/rrsets | {'name':'a','type':'A','records':['192.0.2.1']} | 422",
        "/zones/42/rrsets | {'name':'a','type':'A','records':[{'value':'192.0.2.256'}]} | 422",
        "/zones/42/rrsets | {'name':'a','type':'TXT','records':[{'value':'bare'}]} | 422",
        "/zones/42/rrsets | {'name':'a','typ':'A','records':[{'value':'192.0.2.1'}]} | 422",
        "/zones/42/rrsets | {'name': | 400",
        "/zones/42/rrsets/a/A/actions/set_records | {'records':[{'value':'192.0.2.1'}]} | 404",
        "/zones/42/rrsets/a/A | {'records':[{'value':'192.0.2.1'}]} | 405"
      })
  void whatThePagesForbidIsRefused(String path, String body, int status) throws Exception {
    HttpResponse<String> answer = post(path, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/code").asText()).isNotEmpty();
    assertThat(api.records()).isEmpty();
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return caller.call("POST", path, body.replace('\'', '"'));
  }
}
