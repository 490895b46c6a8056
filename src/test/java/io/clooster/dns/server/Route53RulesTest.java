// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the fake of Route 53 is as strict as its pages. */
class Route53RulesTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final FakeDnsApi api = FakeDnsApi.route53("example.com", "AKIDEXAMPLE", "SECRET");
  private final String sets = "/hostedzone/" + api.zoneId() + "/rrset";
  private String secret = "SECRET";
  private Instant now = Instant.now();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aBatchIsCarriedOut() throws Exception {
    api.put("www", "CNAME", 60, "srv1.example.com.");

    HttpResponse<String> answer =
        post(
            change("DELETE", "www.example.com.", "CNAME", 60, "srv1.example.com.")
                + change("CREATE", "www.example.com", "A", 60, "192.0.2.1")
                + change("UPSERT", "_c.www.example.com", "TXT", 60, "\"a b\""));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("<Status>PENDING</Status>", "<Id>/change/C1000</Id>");
    assertThat(call("GET", "/change/C1000", "").body()).contains("INSYNC");
    assertThat(api.records())
        .containsExactly(
            new RecordSet("www", "A", 60, List.of("192.0.2.1")),
            new RecordSet("_c.www", "TXT", 60, List.of("\"a b\"")));
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, www.example.com, 61, 192.0.2.1, values provided do not match",
    "DELETE, www.example.com, 60, 192.0.2.2, values provided do not match",
    "DELETE, web.example.com, 60, 192.0.2.1, but it was not found",
    "CREATE, www.example.com, 60, 192.0.2.1, but it already exists",
    "CREATE, www.example.org, 60, 192.0.2.1, is not permitted in zone",
    "CREATE, www, 60, 192.0.2.1, is not permitted in zone",
    "CREATE, web.example.com, 60, srv1, Invalid Resource Record",
    "CREATE, alias.example.com, 60, 192.0.2.1, conflicts with other records"
  })
  void aBatchIsRefusedAsAWhole(String action, String name, int ttl, String value, String why)
      throws Exception {
    api.put("www", "A", 60, "192.0.2.1");
    api.put("alias", "CNAME", 60, "www.example.com.");

    HttpResponse<String> answer =
        post(
            change("UPSERT", "new.example.com", "A", 60, "192.0.2.7")
                + change(action, name, "A", ttl, value));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>InvalidChangeBatch</Code>", why);
    assertThat(api.record("new", "A")).isEmpty();
  }

  @Test
  void aTextNeedsQuotationMarks() throws Exception {
    assertThat(post(change("CREATE", "a.example.com", "TXT", 60, "bare")).body())
        .contains("InvalidChangeBatch");
    assertThat(call("POST", sets, "<ChangeResourceRecordSetsRequest/>").body())
        .contains("MalformedInput");
  }

  @Test
  void aListBeginsWhereItIsToldAndGoesOn() throws Exception {
    api.put("a", "A", 60, "192.0.2.1");
    api.put("www", "CNAME", 60, "srv1.example.com.");
    api.put("*.www", "TXT", 60, "\"x\"");

    String list = call("GET", sets + "?name=www.example.com&type=CNAME", "").body();

    assertThat(list)
        .contains("<Name>www.example.com.</Name>", "<Name>\\052.www.example.com.</Name>");
    assertThat(list).doesNotContain("<Name>a.example.com.</Name>");
    assertThat(call("GET", sets + "?maxitems=1", "").body())
        .contains("<IsTruncated>true</IsTruncated>", "<NextRecordName>www.example.com.");
    assertThat(call("GET", sets + "?type=A", "").statusCode()).isEqualTo(400);
    assertThat(call("GET", "/hostedzonesbyname?dnsname=example.com", "").body())
        .contains("<Id>/hostedzone/" + api.zoneId() + "</Id>");
    assertThat(call("GET", "/hostedzone/Z0/rrset", "").statusCode()).isEqualTo(404);
  }

  @Test
  void theDotAtTheEndCountsInTheOrder() throws Exception {
    api.put("www", "A", 60, "192.0.2.1");
    api.put("www-a", "A", 60, "192.0.2.2");

    assertThat(call("GET", sets + "?maxitems=1", "").body())
        .contains("<Name>www-a.example.com.</Name>");
  }

  @Test
  void theSignatureIsChecked() throws Exception {
    assertThat(call("GET", sets, "").statusCode()).isEqualTo(200);
    now = Instant.now().minus(Duration.ofMinutes(16));
    assertThat(call("GET", sets, "").body()).contains("Signature expired");
    now = Instant.now();
    secret = "OTHER";
    assertThat(call("GET", sets, "").body()).contains("SignatureDoesNotMatch");
    assertThat(new ApiCaller(api, "Bearer x").get(sets).body()).contains("IncompleteSignature");
  }

  private static String change(String action, String name, String type, int ttl, String value) {
    String record = Xml.element("ResourceRecord", Xml.text("Value", value));
    String set = Xml.text("Name", name) + Xml.text("Type", type) + Xml.text("TTL", "" + ttl);
    return Xml.element(
        "Change",
        Xml.text("Action", action)
            + Xml.element("ResourceRecordSet", set + Xml.element("ResourceRecords", record)));
  }

  private HttpResponse<String> post(String changes) throws IOException, InterruptedException {
    String batch = Xml.element("ChangeBatch", Xml.element("Changes", changes));
    return call("POST", sets + "/", Xml.root("ChangeResourceRecordSetsRequest", batch));
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create(api.url() + path);
    String time = TIME.format(now);
    String scope = time.substring(0, 8) + "/us-east-1/route53/aws4_request";
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    Map<String, String> headers = Map.of("Host", uri.getAuthority(), "X-Amz-Date", time);
    String signature =
        new AwsSignature(secret, scope, time, List.of("host", "x-amz-date"))
            .of(new ReceivedRequest(method, target, headers, body));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("X-Amz-Date", time)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"
                    + scope
                    + ", SignedHeaders=host;x-amz-date, Signature="
                    + signature);
    return new ApiCaller(api, "").send(request, method, body);
  }
}
