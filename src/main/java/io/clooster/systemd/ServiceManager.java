// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.call.LastComplaint;
import io.clooster.failover.Status;
import io.clooster.program.BoundedProgram;
import io.clooster.program.MarkedProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, where it wants to hear of this process: told by its own program {@code systemd-notify},
 * as Java has no datagrams to such a socket. It needs {@code NotifyAccess=all} for that. The log
 * says when it can't be told, or must not be, and when that is over.
 */
public final class ServiceManager {
  /** systemd-notify itself waits for five seconds until systemd has read it. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final String socket;
  private final BoundedProgram program;

  private final LastComplaint complaint = new LastComplaint();

  /**
   * It may be told.
   *
   * @param socket of {@link NotifySettings}; empty where nobody wants to hear of us
   */
  public ServiceManager(String socket, Deadlines deadlines) {
    this.socket = socket;
    this.program = new BoundedProgram(deadlines, PATIENCE);
  }

  /** The start is over: who waits for this service may go on. */
  public void ready() {
    if (!socket.isEmpty()) {
      tell("READY=1");
    }
  }

  /** The decision has just answered with its state. */
  public void alive(Status status) {
    if (tell("WATCHDOG=1", "STATUS=" + StateLine.of(status)) && complaint.isOver()) {
      LOG.info("systemd state=told: systemd hears of this server again");
    }
  }

  /** The decision does not answer, so nothing is told. */
  public void withheld() {
    say(
        "state=withheld: the decision does not answer, so nothing is told to systemd; if it stays so, it ends this process and starts it again (WatchdogSec=)");
  }

  private boolean tell(String... assignments) {
    List<String> words = new ArrayList<>(List.of("systemd-notify"));
    words.addAll(List.of(assignments));
    try {
      program.run(
          new MarkedProgram(words, Map.of("NOTIFY_SOCKET", socket), MarkedProgram.newMark()));
      return true;
    } catch (IOException e) {
      say(
          "state=untold: systemd can't be told by systemd-notify ("
              + FailureText.of(e)
              + "); it takes a service that tells nothing for one that hangs: mend it, or set Type=exec and WatchdogSec=0 by systemctl edit");
      return false;
    }
  }

  private void say(String what) {
    if (complaint.isNew(what)) {
      LOG.warn("systemd {}", what);
    }
  }
}
