// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import io.clooster.call.FailureText;
import io.clooster.call.LastComplaint;
import io.clooster.failover.Status;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, where it wants to hear of this process. The log says when it can't be told, or must not
 * be, and when that is over.
 */
public final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final String socket;

  /** Whether the start is over. */
  private volatile boolean ready;

  private final LastComplaint complaint = new LastComplaint();

  /**
   * It may be told.
   *
   * @param socket of {@link NotifySettings}; empty where nobody wants to hear of us
   */
  public ServiceManager(String socket) {
    this.socket = socket;
  }

  /** The start is over: who waits for this service may go on. */
  public void ready() {
    ready = true;
    if (!socket.isEmpty()) {
      tell("READY=1");
    }
  }

  /**
   * The decision has just answered with its state. That the start is over is said with it, each
   * time, as the first word of that may be lost.
   */
  public void alive(Status status) {
    String state = "WATCHDOG=1\nSTATUS=" + StateLine.of(status);
    if (tell(ready ? "READY=1\n" + state : state) && complaint.isOver()) {
      LOG.info("systemd state=told: systemd hears of this server again");
    }
  }

  /** The decision does not answer, so nothing is told. */
  public void withheld() {
    say(
        "state=withheld: the decision does not answer, so nothing is told to systemd; if it stays so, it ends this process and starts it again (WatchdogSec=)");
  }

  private boolean tell(String assignments) {
    try {
      new NotifySocket(socket).send(assignments);
      return true;
    } catch (IOException e) {
      say(
          "state=untold: systemd can't be told how this server is ("
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
