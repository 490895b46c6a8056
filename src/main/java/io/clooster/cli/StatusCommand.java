// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.FailureText;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.daemon.OperateFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clooster status}: how it stands, by the daemon that runs here. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show how it stands, as the daemon of this machine sees it: who holds the record, each other"
          + " server, the claim, what is wrong.",
      "Exit status, for monitors: 0 all is well, 1 degraded (a server that works holds the record,"
          + " and something is missing for the next failover), 2 down, 3 the daemon does not run,"
          + " does not answer or has no \"operate\", 4 the configuration is wrong."
    })
final class StatusCommand implements Callable<Integer> {
  static final int NOT_RUNNING = 3;
  static final int WRONG_CONFIG = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** To a terminal (ECMA-48): the cursor goes to the upper left, and all below it is erased. */
  private static final String CLEARED = "\u001b[H\u001b[J";

  /** Where a package keeps it. */
  private static final Path PACKAGED = Path.of("/var/lib/clooster");

  @Mixin private ConfigOption config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "where the daemon keeps its state (default: as the configuration says)")
  private @Nullable Path stateDirectory;

  @Option(names = "--json", description = "as the daemon tells it, for programs")
  private boolean json;

  @Option(names = "--live", description = "exit status 0 whenever the daemon answers")
  private boolean live;

  @Option(names = "--watch", description = "again every two seconds, until Ctrl-C")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    while (watch) {
      if (Ansi.AUTO.enabled()) {
        System.out.print(CLEARED);
      }
      look();
      Thread.sleep(PAUSE.toMillis());
    }
    return look();
  }

  private int look() throws InterruptedException {
    Path place;
    try {
      place = place();
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return WRONG_CONFIG;
    }
    OperateFile daemon;
    try {
      daemon = OperateFile.read(place);
    } catch (IOException e) {
      System.err.println(
          "clooster: no daemon tells of its state in "
              + place
              + ": it does not run, or its configuration has no \"operate\" (docs/operating.md)");
      return NOT_RUNNING;
    }
    String told;
    try {
      told = ask(daemon);
    } catch (ConnectException e) {
      System.err.println(
          "clooster: nothing answers at " + daemon.address() + ": the daemon does not run");
      return NOT_RUNNING;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(
          "clooster: the state can't be asked for at "
              + daemon.address()
              + ": "
              + FailureText.of(e)
              + "; see the daemon's log, and restart it if that lasts");
      return NOT_RUNNING;
    }
    return shown(told, daemon);
  }

  private Path place() throws ConfigException {
    if (stateDirectory != null) {
      return stateDirectory;
    }
    return Files.notExists(config.file()) && Files.isDirectory(PACKAGED)
        ? PACKAGED
        : ConfigReader.stateDirectory(config.file(), System::getenv);
  }

  private static String ask(OperateFile daemon) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(daemon.address() + "/status")).timeout(PATIENCE).build();
    CompletableFuture<HttpResponse<String>> asked =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .build()
            .sendAsync(request, HttpResponse.BodyHandlers.ofString());
    HttpResponse<String> answer;
    try {
      answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new IOException("no whole answer in " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    }
    if (answer.statusCode() != 200) {
      throw new IOException("HTTP " + answer.statusCode() + " " + answer.body().strip());
    }
    return answer.body();
  }

  private int shown(String told, OperateFile daemon) {
    JsonNode status;
    try {
      status = new JsonMapper().readTree(told);
    } catch (IOException e) {
      System.err.println("clooster: " + daemon.address() + " does not answer as Clooster does");
      return NOT_RUNNING;
    }
    if (!status.path("run").asText().equals(daemon.run())) {
      System.err.println(
          "clooster: at " + daemon.address() + " another daemon answers: this one does not run");
      return NOT_RUNNING;
    }
    System.out.println(json ? told : StatusScreen.of(status));
    return live ? ExitStatus.OK : StatusScreen.exitStatus(status);
  }
}
