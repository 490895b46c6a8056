// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.call.FailureText;
import io.clooster.call.LastComplaint;
import io.clooster.config.Config;
import io.clooster.failover.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a service is called that tells the administrator of our silence: while our own checks
 * succeed, and the record could be read within the last five minutes. That the decision answers,
 * who has its state knows. The log says when calls end, why, and when they come again.
 */
public final class DeadMansSwitch {
  /** A provider may be away for so long. */
  static final Duration UNREAD = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Config config;

  private final LastComplaint complaint = new LastComplaint();

  public DeadMansSwitch(Config config) {
    this.config = config;
  }

  /** Where to call; a secret. */
  public String url() {
    Config.DeadMansSwitch service = config.deadMansSwitch();
    if (service == null) {
      throw new IllegalStateException("no dead_mans_switch is configured");
    }
    return service.url().value();
  }

  /** Whether this server does its part. */
  public boolean mayCall(Status status) {
    String why = trouble(status);
    if (why != null) {
      say("withheld", why);
    }
    return why == null;
  }

  private static @Nullable String trouble(Status status) {
    Duration failing = status.record().failingFor();
    if (!status.healthy()) {
      return "this server's own checks fail";
    } else if (status.record().value() == null) {
      return "the record could not be read yet";
    } else if (failing != null && failing.compareTo(UNREAD) >= 0) {
      return "the record could not be read for " + FailureText.of(UNREAD);
    }
    return null;
  }

  /** The service has answered. */
  public void called() {
    if (complaint.isOver()) {
      LOG.info("dead_mans_switch state=called: the service hears of this server again");
    }
  }

  /** The call failed, or the decision did not answer. */
  public void failed(Exception failure) {
    say("failing", FailureText.of(failure));
  }

  private void say(String state, String why) {
    String what = state + ": " + why;
    if (complaint.isNew(what)) {
      LOG.warn(
          "dead_mans_switch state={}; if it stays so, the service tells that this server is"
              + " silent",
          what);
    }
  }
}
