// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.FailureText;
import io.clooster.daemon.OperateFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import org.jspecify.annotations.Nullable;

/**
 * What is found of a daemon by one state directory.
 *
 * @param kind how far it came
 * @param text what it told as it told it, or what a person is told in its place
 * @param status what it told; null where it told nothing
 */
record DaemonAnswer(Kind kind, String text, @Nullable JsonNode status) {
  /** How far it came, the least telling first. */
  enum Kind {
    /** Nothing there names a daemon. */
    NONE,
    /** What is there was left by a run that is over. */
    STALE,
    /** What is there is not for us to read. */
    DENIED,
    /** A daemon is there, and does not answer. */
    MUTE,
    /** It has answered. */
    ANSWERED
  }

  /** Looks there, and asks whoever it names. */
  static DaemonAnswer at(StatePlaces.Place place) throws InterruptedException {
    OperateFile daemon;
    try {
      daemon = OperateFile.read(place.directory());
    } catch (AccessDeniedException e) {
      return without(
          Kind.DENIED,
          "the user "
              + System.getProperty("user.name")
              + " may not read "
              + e.getFile()
              + ", by which the daemon is found: ask as root, or as the user that it runs as");
    } catch (IOException e) {
      return without(Kind.NONE, place.directory() + " (" + place.why() + ")");
    }
    if (place.port() != null && !daemon.address().endsWith(":" + place.port())) {
      return without(
          Kind.NONE, place.directory() + " (" + place.why() + ", of another configuration)");
    }
    try {
      return told(ask(daemon), daemon, place);
    } catch (ConnectException e) {
      return without(Kind.STALE, isOver(place) + "nothing answers at " + daemon.address());
    } catch (IOException | IllegalArgumentException e) {
      return without(
          Kind.MUTE,
          "the state can't be asked for at "
              + daemon.address()
              + ": "
              + FailureText.of(e)
              + ". This machine may be too busy for an answer, or the daemon hangs: if clooster"
              + " status on another server says that it is linked with this one, it works, so ask"
              + " again; if not, its log says more");
    }
  }

  /** Who has answered there; null where nobody has. */
  @Nullable RunningDaemon by(StatePlaces.Place place) {
    return status == null ? null : new RunningDaemon(place, text, status);
  }

  private static DaemonAnswer told(String text, OperateFile daemon, StatePlaces.Place place) {
    JsonNode status;
    try {
      status = new JsonMapper().readTree(text);
    } catch (IOException e) {
      return without(Kind.STALE, daemon.address() + " does not answer as Clooster does");
    }
    return status.path("run").asText().equals(daemon.run())
        ? new DaemonAnswer(Kind.ANSWERED, text, status)
        : without(Kind.STALE, isOver(place) + "at " + daemon.address() + " another daemon answers");
  }

  private static String isOver(StatePlaces.Place place) {
    return "the daemon does not run, or is just starting: "
        + place.directory().resolve(OperateFile.NAME)
        + " ("
        + place.why()
        + ") is of an earlier run, and ";
  }

  private static DaemonAnswer without(Kind kind, String text) {
    return new DaemonAnswer(kind, text, null);
  }

  private static String ask(OperateFile daemon) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        DaemonCall.make(HttpRequest.newBuilder(URI.create(daemon.address() + "/status")).build());
    if (answer.statusCode() != 200) {
      throw new IOException("HTTP " + answer.statusCode() + why(answer));
    }
    return answer.body();
  }

  /** What it says of that itself. */
  private static String why(HttpResponse<String> answer) {
    String error = DaemonCall.content(answer).path("error").asText("");
    return error.isEmpty() ? "" : ", " + error;
  }
}
