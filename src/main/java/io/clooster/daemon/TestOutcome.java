// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.DeadlineExceeded;
import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.failover.Severity;
import io.clooster.notify.DeliveryFailure;
import io.clooster.notify.NotConfirmed;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** What became of a test message, as an administrator wants to read it. */
final class TestOutcome {
  /** So much of an answer is shown. */
  private static final int SHOWN = 200;

  private final String name;
  private final String least;

  TestOutcome(Config.Notifier notifier) {
    this.name = notifier.name();
    this.least = notifier.least();
  }

  /**
   * The service took it.
   *
   * @param title of the message, by which it can be found
   * @param answer what the service said
   */
  CheckFinding delivered(String title, @Nullable String answer) {
    String said = shown(answer);
    return CheckFinding.good(
        name
            + ": delivered. The service accepted the message \""
            + title
            + '"'
            + (said.isEmpty() ? "" : " and answered: " + said)
            + ". See whether it is where you read it"
            + (least.equals(Severity.INFO.word())
                ? ""
                : "; by its severity only messages that are at least "
                    + least
                    + " are sent there otherwise"));
  }

  /** It did not, or that is not known. */
  CheckFinding failed(Throwable failure) {
    Throwable root = FailureText.rootOf(failure);
    String said =
        root instanceof HttpOperationFailedException refused
            ? shown(refused.getResponseBody())
            : "";
    return CheckFinding.error(
        name
            + (mayHaveArrived(root) ? ": not known to be delivered: " : ": not delivered: ")
            + FailureText.of(failure)
            + (said.isEmpty() ? "" : ", and it says: " + said)
            + ". What to do: "
            + remedy(root)
            + ". This test message is not tried again");
  }

  /** There is nothing to send it by: a component or a bean that its block names is not there. */
  CheckFinding unmade(Throwable failure) {
    return CheckFinding.error(
        name
            + ": not delivered: it can't be called: "
            + FailureText.of(failure)
            + ". What to do: see what \"clooster check\" says of its block; a component's jars"
            + " belong into lib/ext/, and a bean into conf/application.properties. This test"
            + " message is not tried again");
  }

  private static boolean mayHaveArrived(Throwable root) {
    return root instanceof DeadlineExceeded
        || root instanceof SocketTimeoutException
        || root instanceof NoHttpResponseException;
  }

  private static String remedy(Throwable root) {
    if (root instanceof HttpOperationFailedException refused) {
      return remedy(refused.getStatusCode());
    } else if (root instanceof DeliveryFailure failure) {
      return failure.remedy();
    } else if (root instanceof NotConfirmed) {
      return "correct the address in its block, or what is in between";
    } else if (mayHaveArrived(root)) {
      return "look whether it has arrived, and whether the service is well";
    } else if (root instanceof SSLException) {
      return "see whether the address is right; name the service's own authority in http.ca, if it"
          + " has one";
    }
    return "see whether the address in its block is right and can be reached from this machine"
        + " (name, firewall, http.proxy)";
  }

  private static String remedy(int status) {
    if (status == 401 || status == 403) {
      return "correct the token or key in its block";
    } else if (status == 404 || status == 405 || status == 410) {
      return "correct the address or the target in its block";
    } else if (status == 429) {
      return "nothing but wait: the service has had too many messages";
    } else if (status >= 500) {
      return "try it again later: the service has trouble of its own";
    } else if (status >= 300 && status < 400) {
      return "write the address that it leads to into its block: no redirect is followed";
    }
    return "correct its block in the configuration";
  }

  private static String shown(@Nullable String answer) {
    String plain = answer == null ? "" : FailureText.quote(answer);
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }
}
