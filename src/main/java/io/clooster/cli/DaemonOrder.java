// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.call.FailureText;
import io.clooster.daemon.OperateFile;
import io.clooster.daemon.OperateToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** What the operator wants of the daemon of a state directory. */
final class DaemonOrder {
  /**
   * It may wait for the decision twice, and for the disk as often, 2 s each; and for another server
   * that holds the record, 11 s, or for all servers, 8 s.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int DONE = 200;
  private static final int UNANSWERED = 503;

  private DaemonOrder() {}

  /** The daemon refused it; the message is made to be shown. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Gives it, and tells what is missing though it is done.
   *
   * @param what its path and query, {@code /drain?for=30m} say
   * @return the answer; of no kind where it can't be read
   * @throws RunningDaemon.None where it is not known whether it was taken
   */
  static JsonNode give(String what, RunningDaemon daemon)
      throws Refused, RunningDaemon.None, InterruptedException {
    try {
      HttpResponse<String> answer = DaemonCall.make(request(what, daemon), PATIENCE);
      if (answer.statusCode() == UNANSWERED) {
        throw new RunningDaemon.None(said(answer, "error"));
      } else if (answer.statusCode() != DONE) {
        throw new Refused(said(answer, "error"));
      }
      String warning = said(answer, "warning");
      if (!warning.isEmpty()) {
        System.err.println("clooster: " + warning);
      }
      return DaemonCall.content(answer);
    } catch (IOException e) {
      throw new RunningDaemon.None(
          "it is not known whether the daemon took it ("
              + FailureText.of(e)
              + "): clooster status says how it stands");
    }
  }

  /** Has the record handed to that server. */
  static void handOver(String to, RunningDaemon daemon)
      throws Refused, RunningDaemon.None, InterruptedException {
    give("/switch?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8), daemon);
  }

  /**
   * Asks whether it is to be given, unless {@code --yes} has said so.
   *
   * @throws Refused where it is not
   */
  static void confirm(boolean yes) throws Refused {
    try {
      Confirmation.get(yes);
    } catch (Confirmation.Missing e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  private static HttpRequest request(String what, RunningDaemon daemon)
      throws Refused, RunningDaemon.None {
    try {
      OperateFile file = OperateFile.read(daemon.place().directory());
      if (!file.run().equals(daemon.status().path("run").asText())) {
        throw new RunningDaemon.None("the daemon was restarted just now: say it again");
      }
      return HttpRequest.newBuilder(URI.create(file.address() + what))
          .header("Authorization", OperateToken.signature(what, daemon.place().directory(), file))
          .POST(HttpRequest.BodyPublishers.noBody())
          .build();
    } catch (AccessDeniedException e) {
      throw new Refused(
          "the user "
              + System.getProperty("user.name")
              + " may not read "
              + e.getFile()
              + ", by which the daemon knows its operator: say it as root, or as the user that it"
              + " runs as");
    } catch (NoSuchFileException e) {
      throw new Refused(
          e.getFile()
              + " is not there, by which the daemon knows its operator: its log says why it could"
              + " not be made, and a restart makes it");
    } catch (FileSystemException e) {
      throw new Refused(
          e.getFile()
              + " "
              + e.getReason()
              + ": delete it, and restart the daemon, which makes it");
    } catch (IOException e) {
      throw new Refused(FailureText.of(e));
    }
  }

  /** Empty where it says nothing. */
  private static String said(HttpResponse<String> answer, String what) {
    JsonNode text = DaemonCall.content(answer).path(what);
    if (text.isTextual()) {
      return text.asText();
    }
    return answer.statusCode() == DONE
        ? ""
        : "the daemon did not take it: HTTP " + answer.statusCode();
  }
}
