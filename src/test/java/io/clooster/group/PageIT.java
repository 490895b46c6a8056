// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.AdminCommand;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a pair, as it stands in a browser while things happen. */
@ProcessTest
@Full
class PageIT {
  private static final int MOST_BYTES = 60_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each page is left here, to be looked at. */
  private static final Path OUTPUT = Path.of("target", "pages");

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final int[] ports = {LoopbackPorts.freePort(), LoopbackPorts.freePort()};

  private String page(int server) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports[server - 1] + "/")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String kept(String state, int server) throws Exception {
    String page = page(server);
    Files.createDirectories(OUTPUT);
    Files.writeString(OUTPUT.resolve(state + ".html"), page);
    assertThat(page.getBytes(UTF_8).length).isLessThan(MOST_BYTES);
    return page;
  }

  @Test
  void itShowsAHealthyPairADrainedServerAndAFailover() throws Exception {
    // Given
    group.of(2);
    for (int number : new int[] {1, 2}) {
      group.srv(number).set("/operate", Map.of("port", ports[number - 1]));
    }
    group.start();
    group.awaitLinked();
    await().ignoreExceptions().until(() -> page(1).contains("All is well"));

    // Then
    assertThat(kept("healthy", 1))
        .contains("Clooster on <b>" + name(1), "✔ connected", "★ holds the record")
        .contains("No server has died");

    // When
    assertThat(AdminCommand.on(group.srv(2), "drain", "-c", "clooster.json").status()).isZero();

    // Then
    await().atMost(PATIENCE).until(() -> page(1).contains(name(2) + " is drained"));
    assertThat(kept("drained", 2)).contains("data-drained=\"true\"", "▲ by its operator");
    assertThat(AdminCommand.on(group.srv(2), "resume", "-c", "clooster.json").status()).isZero();
    await().atMost(PATIENCE).until(() -> page(1).contains("All is well"));

    // When
    group.srv(1).kill();
    group.story().awaitRecord(2);

    // Then
    await().atMost(PATIENCE).until(() -> page(2).contains("<li>told <b>"));
    assertThat(kept("failed-over", 2))
        .contains("<title>Degraded", "✖ dead", ">no link</text>")
        .contains(name(1) + " → " + name(2) + ", by " + name(2));
  }
}
