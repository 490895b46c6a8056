// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.FailureText;
import io.clooster.daemon.OperateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clooster incidents}: the last deaths and moves, by the daemon that runs here. */
@Command(
    name = "incidents",
    exitCodeOnInvalidInput = StatusCommand.WRONG_CONFIG,
    mixinStandardHelpOptions = true,
    description = {
      "Show the last deaths of servers and moves of the record, 50 at most, as the daemon of this"
          + " machine knows them; with an ID all moments of one of them.",
      "Exit status: 0, 1 there is none with this ID, 3 the daemon does not run, does not answer or"
          + " has \"operate\": false, 4 the configuration or the command line is wrong."
    })
final class IncidentsCommand implements Callable<Integer> {
  @Mixin private final DaemonOption daemon = new DaemonOption();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "the one to be shown, srv1-7 say")
  private @Nullable String id;

  @Option(names = "--json", description = "as the daemon tells it, for programs")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return daemon.use(this::show);
  }

  private int show(RunningDaemon found) throws RunningDaemon.None, InterruptedException {
    String text = ask(found.place().directory());
    JsonNode all = parsed(text);
    if (id == null) {
      System.out.println(json ? text : IncidentScreen.of(all));
      return ExitStatus.OK;
    }
    for (JsonNode each : all.path("incidents")) {
      if (each.path("id").asText().equals(id)) {
        System.out.println(json ? each.toString() : IncidentScreen.one(each));
        return ExitStatus.OK;
      }
    }
    String meant =
        UnknownWord.isLikeAPath(id)
            ? "; a configuration is named by -c: clooster incidents -c " + id
            : "";
    System.err.println(
        "clooster: no incident has the ID " + id + ": clooster incidents lists them" + meant);
    return ExitStatus.FAILED;
  }

  private static String ask(Path directory) throws RunningDaemon.None, InterruptedException {
    try {
      HttpResponse<String> answer =
          DaemonCall.make(
              HttpRequest.newBuilder(
                      URI.create(OperateFile.read(directory).address() + "/incidents"))
                  .build());
      if (answer.statusCode() == 404) {
        throw new RunningDaemon.None(
            "the daemon that runs is of an older version, which keeps no list: restart it");
      } else if (answer.statusCode() != 200) {
        throw new IOException("HTTP " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new RunningDaemon.None("the incidents can't be asked for: " + FailureText.of(e));
    }
  }

  private static JsonNode parsed(String text) throws RunningDaemon.None {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new RunningDaemon.None("the daemon's answer is no JSON: " + FailureText.of(e));
    }
  }
}
