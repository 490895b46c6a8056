// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.group.Browser.Screen;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page in a browser, while things happen to the servers. Its pictures are kept. */
@ProcessTest
@Full
@Order(2)
@ResourceLock("the browser")
class PageInBrowserIT {
  private static final int MOST_BYTES = 60_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Each picture, and the page as it came, is left here, to be looked at. */
  private static final Path OUTPUT = Path.of("target", "page");

  private final Browser browser = new Browser();
  @RegisterExtension private final ServerGroup group = new ServerGroup();
  private final List<Integer> ports = new ArrayList<>();
  private final OperatedGroup operator = new OperatedGroup(group);

  @AfterEach
  void close() {
    browser.close();
  }

  private void listenForBrowsers() {
    for (var server : group.servers()) {
      ports.add(LoopbackPorts.freePort());
      server.set("/operate", Map.of("port", ports.get(ports.size() - 1)));
    }
  }

  private String origin(int server) {
    return "http://127.0.0.1:" + ports.get(server - 1) + "/";
  }

  private String page(int server) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(origin(server))).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private void awaitPage(int server, String text) {
    await(text).atMost(PATIENCE).ignoreExceptions().until(() -> page(server).contains(text));
  }

  /** On each screen, by day and by night, with scripts and without; {@code words} stand first. */
  private void looksWell(String state, int server, String... words) throws Exception {
    var html = page(server);
    assertThat(html.getBytes(UTF_8).length).isLessThan(MOST_BYTES);
    Files.createDirectories(OUTPUT);
    Files.writeString(OUTPUT.resolve(state + ".html"), html);
    for (var screen : Screen.values()) {
      for (var dark : List.of(false, true)) {
        look(state, server, screen, dark, true, words);
      }
      look(state, server, screen, false, false, words);
    }
  }

  private void look(
      String state, int server, Screen screen, boolean dark, boolean scripts, String... words)
      throws IOException {
    var what =
        String.join(
            "-",
            state,
            screen.name().toLowerCase(Locale.ROOT),
            dark ? "dark" : "light",
            scripts ? "scripts" : "plain");
    browser.show(origin(server), screen, dark, scripts);
    browser.keep(OUTPUT.resolve(what + ".png"));
    assertThat(find("state").getText()).as(what).contains(words);
    browser.checkCalm(what, origin(server));
    browser.checkWidth(what);
    assertThat(find("operate").isDisplayed()).as("%s: offers orders", what).isEqualTo(scripts);
    assertThat(find("orders").isDisplayed()).as("%s: orders without a token", what).isFalse();
    browser.checkAccess(what);
  }

  private void startPair() throws Exception {
    group.of(2);
    listenForBrowsers();
    group.start();
    group.awaitLinked();
    awaitPage(1, "All is well");
    awaitPage(2, "All is well");
  }

  private static String holds(int server) {
    return "★ " + name(server) + " holds the record.";
  }

  private WebElement find(String id) {
    return browser.driver().findElement(By.id(id));
  }

  @Test
  void aPairIsHealthy() throws Exception {
    startPair();

    looksWell("healthy", 1, "✔ All is well", holds(1), "✔ " + name(2) + " could take it over");
    looksWell("healthy-standby", 2, "✔ All is well", holds(1));
  }

  @Test
  void aPairIsDrainedAndHeld() throws Exception {
    // Given
    startPair();

    // When
    assertThat(operator.on(2, "drain").status()).isZero();
    awaitPage(1, name(2) + " is drained");
    looksWell("drained", 2, "▲ Degraded", holds(1), "✖ No other server could", "clooster resume");
    assertThat(operator.on(2, "resume").status()).isZero();
    awaitPage(1, "All is well");

    // When
    assertThat(operator.on(2, "hold", "--for", "30m").status()).isZero();
    awaitPage(1, "data-held=\"true\"");
    looksWell("held", 1, "▲ Degraded", holds(1), "▲ None takes it over", "clooster release");
    assertThat(operator.on(2, "release").status()).isZero();
    awaitPage(1, "All is well");
  }

  @Test
  void aPairIsWithoutItsApiAndFailedOver() throws Exception {
    // Given
    startPair();

    // When
    group.cloudflare().down();
    awaitPage(1, "has failed for");
    looksWell("api-away", 1, "▲ Degraded", holds(1), "once the DNS provider answers");
    group.cloudflare().up();
    awaitPage(1, "All is well");

    // When
    group.srv(1).kill();
    group.story().awaitRecord(2);
    awaitPage(2, "<li>told <b>");
    looksWell(
        "failed-over", 2, "▲ Degraded", holds(2), "✖ No other server could", "Repair " + name(1));
  }

  @Test
  void aHolderIsSuspectedBeforeItIsDead() throws Exception {
    // Given
    group.window("1m").of(2);
    listenForBrowsers();
    group.start();
    awaitPage(2, "All is well");

    // When
    group.srv(1).kill();

    // Then
    awaitPage(2, name(1) + " is suspect");
    looksWell("suspect", 2, "▲ Degraded", holds(1), "is suspect", "Wait a moment");
  }

  @Test
  void aCutPathMovesNothing() throws Exception {
    // Given: the window that users have; two servers may notice one cut a keep-alive apart
    group.window("2s").of(2);
    var wires = List.of(group.wire(1, 2), group.wire(2, 1));
    listenForBrowsers();
    group.start();
    group.story().awaitClaimOf(1);
    group.awaitLinked();
    awaitPage(2, "All is well");

    // When
    for (var wire : wires) {
      wire.cut();
    }

    // Then
    awaitPage(2, name(1) + " is partitioned");
    looksWell("cut-path", 2, "▲ Degraded", holds(1), "mend the network");
  }

  @Test
  void fiveServersAreToldApart() throws Exception {
    // Given
    group.of(5);
    listenForBrowsers();
    group.start();
    awaitPage(2, "All is well");

    // When
    group.srv(4).kill();

    // Then
    awaitPage(2, name(4) + " is dead");
    looksWell("five-servers", 2, holds(1), "could take it over", "Repair " + name(4));
  }

  @Test
  void whoHasTheTokenGivesOrders() throws Exception {
    // Given
    group.of(2);
    listenForBrowsers();
    group.start();
    awaitPage(2, "All is well");
    var token = Files.readString(group.srv(2).stateDirectory().resolve("operate.token")).strip();

    // When
    browser.show(origin(2), Screen.PHONE, false, true);
    find("token").sendKeys("another token");
    find("unlock").submit();
    give("drain");

    // Then
    await().untilAsserted(() -> assertThat(find("said").getText()).startsWith("Not done: "));
    assertThat(find("orders").isDisplayed()).isFalse();
    assertThat(operator.status(2).path("drained").asBoolean()).isFalse();
    assertThat(browser.complaints()).singleElement().asString().contains("/drain", "401");

    // When
    find("token").sendKeys(token);
    find("unlock").submit();

    // Then
    assertThat(find("drain").isDisplayed()).isTrue();
    assertThat(find("resume").isDisplayed()).isFalse();
    browser.keep(OUTPUT.resolve("orders-phone-light.png"));
    browser.checkWidth("orders");
    browser.checkAccess("orders");

    // When
    give("drain");

    // Then
    await().untilAsserted(() -> assertThat(find("said").getText()).isEqualTo("Done."));
    await().atMost(PATIENCE).until(() -> find("resume").isDisplayed());
    assertThat(find("state").getText()).contains("this server is drained");
    assertThat(find("drain").isDisplayed()).isFalse();
    assertThat(operator.status(2).path("drained").asBoolean()).isTrue();
    browser.checkCalm("orders", origin(2));
  }

  private void give(String order) {
    find(order).click();
    browser.driver().switchTo().alert().accept();
  }
}
