// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontPageTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  private final Client person = new Client(sandbox.page());

  @BeforeEach
  void aZoneWithARecord() {
    cloudflare.addZone("example.com");
    cloudflare.allowToken("token-1");
    cloudflare.addRecord("www.example.com", "CNAME", "srv1.example.com");
    cloudflare.addRecord("www.example.com", "TXT", "epoch=1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void thePageTellsWhatThereIsAndWhatHappened() throws Exception {
    // Given
    new Client(cloudflare.uri(), "Authorization", "Bearer token-1").get("/zones?name=example.com");
    sandbox.pushbullet().allowToken("token-2");
    new Client(sandbox.pushbullet().uri(), "Access-Token", "token-2")
        .send("POST", "/pushes", "{\"type\":\"note\",\"title\":\"srv1 is down\"}");

    // When
    Client.Reply page = person.get("");

    // Then
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/plain");
    assertThat(page.http().body())
        .contains(cloudflare.uri().toString())
        .contains(sandbox.pushbullet().uri().toString())
        .containsPattern("www\\.example\\.com +CNAME srv1\\.example\\.com")
        .contains("200  GET    /client/v4/zones?name=example.com")
        .contains("srv1 is down")
        .contains("curl -d content=VALUE " + sandbox.page() + "records/NAME");
  }

  @Test
  void thePageShowsEveryRecordAndABatchInOneLine() throws Exception {
    // Given
    cloudflare.addRecord("example.com", "A", "192.0.2.1");
    cloudflare.addRecord("example.com", "AAAA", "2001:db8::1");
    String delete = "{\"id\":\"" + "0".repeat(32) + "\"}";
    new Client(cloudflare.uri(), "Authorization", "Bearer token-1")
        .send(
            "POST",
            "/zones/" + cloudflare.addZone("example.org") + "/dns_records/batch",
            "{\"deletes\":[" + (delete + ",").repeat(199) + delete + "]}");

    // When
    String page = person.get("").http().body();

    // Then
    assertThat(page)
        .containsPattern("www\\.example\\.com +CNAME srv1\\.example\\.com")
        .containsPattern("example\\.com +A +192\\.0\\.2\\.1")
        .containsPattern("example\\.com +AAAA +2001:db8::1")
        .containsPattern("404  POST .*/batch .*characters more");
    assertThat(page.lines()).allMatch(line -> line.length() < 500);
  }

  @Test
  void ofSeveralRecordsOfANameTheTypeMustBeNamed() throws Exception {
    // Given
    cloudflare.addRecord("example.com", "A", "192.0.2.1");
    cloudflare.addRecord("example.com", "AAAA", "2001:db8::1");

    // When
    Client.Reply which = person.sendAs("POST", "records/example.com", "content=192.0.2.9", FORM);
    person.sendAs("POST", "records/example.com", "type=A&content=192.0.2.9", FORM);

    // Then
    assertThat(which.status()).isEqualTo(400);
    assertThat(which.http().body()).contains("type=CNAME, A, AAAA");
    assertThat(cloudflare.content("example.com", "A")).isEqualTo("192.0.2.9");
  }

  @Test
  void aRecordIsEditedByHand() throws Exception {
    // When
    Client.Reply reply =
        person.sendAs("POST", "records/www.example.com", "content=srv9.example.com", FORM);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(cloudflare.content("www.example.com", "CNAME")).isEqualTo("srv9.example.com");
  }

  @Test
  void theTypeMayBeNamed() throws Exception {
    // When
    person.sendAs("POST", "records/www.example.com", "type=TXT&content=epoch%3D2", FORM);

    // Then
    assertThat(cloudflare.content("www.example.com", "TXT")).isEqualTo("epoch=2");
  }

  @Test
  void anEditThatCanNotBeIsExplained() throws Exception {
    // When
    Client.Reply noRecord = person.sendAs("POST", "records/ftp.example.com", "content=x", FORM);
    Client.Reply noContent = person.sendAs("POST", "records/www.example.com", "value=x", FORM);
    Client.Reply noHost = person.sendAs("POST", "records/www.example.com", "content=a+b", FORM);
    Client.Reply noPage = person.get("index.html");

    // Then
    assertThat(noRecord.status()).isEqualTo(400);
    assertThat(noRecord.http().body()).contains("ftp.example.com");
    assertThat(noContent.http().body()).contains("content=");
    assertThat(noHost.http().body()).contains("must be a valid host name");
    assertThat(noPage.status()).isEqualTo(404);
  }
}
