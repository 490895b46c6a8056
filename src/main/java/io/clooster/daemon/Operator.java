// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.failover.Event;
import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Status;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator of this server tells it. A drain is stored first, and an event for the decision
 * then: so what was answered outlives a restart, and what was killed in between counts from the
 * next start on.
 */
public final class Operator {
  /** 507 of RFC 4918, Insufficient Storage: the order is understood, and can't be kept. */
  private static final int NOT_STORED = 507;

  private static final int CONFLICT = 409;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final DrainFile file;
  private final Clock clock;

  /** Of the server of this configuration. */
  public Operator(Config config) {
    this(new DrainFile(config.stateDir()), Clock.systemUTC());
  }

  Operator(DrainFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * This server is to be taken out of service.
   *
   * @param query as {@link OrderOptions} reads it
   * @throws OrderRefused where that is not to be, with the reason
   */
  public OperatorOrder drain(@Body Status status, @Variable("query") @Nullable String query)
      throws OrderRefused {
    groupOnly(status);
    OrderOptions options = OrderOptions.of(query);
    if (!options.anyway() && isTheLast(status)) {
      throw theLast();
    } else if (!options.anyway() && holdsWhatStays(status)) {
      throw new OrderRefused(
          CONFLICT,
          RefusalWords.of(OrderRefusal.HELD, status.server(), "")
              + "; --anyway drains this one all the same, and it gives the record up then");
    }
    return new OperatorOrder(new Event.Drain(options.lasts()), options.anyway());
  }

  /** It is to be put into service again. */
  public OperatorOrder resume(@Body Status status, @Variable("query") @Nullable String query)
      throws OrderRefused {
    groupOnly(status);
    OrderOptions.none(query);
    return new OperatorOrder(new Event.Resume(), true);
  }

  /** Does on the disk what it wants; takes that back where nobody waits for it any more. */
  public void store(@Body OperatorOrder order) {
    boolean drains = order.event() instanceof Event.Drain;
    if (drains && order.isGivenUp()) {
      takeBack(order);
      return;
    }
    try {
      if (order.event() instanceof Event.Drain drain) {
        order.before(file.content());
        file.write(drain.lasts(), clock.instant());
      } else {
        file.delete();
      }
    } catch (IOException e) {
      order.failed(FailureText.of(e));
      return;
    }
    if (!order.stored() && drains) {
      takeBack(order);
    }
  }

  private void takeBack(OperatorOrder order) {
    byte[] before = order.before();
    if (before == null) {
      return; // It was given up before it came to the disk.
    }
    try {
      file.restore(before);
    } catch (IOException e) {
      LOG.warn(
          "state=left: {} holds a drain that was not done, and counts from the next start on:"
              + " clooster resume takes it away: {}",
          file,
          FailureText.of(e));
    }
  }

  /**
   * What became of it on the disk, which is not waited for any longer.
   *
   * @throws OrderRefused where it is not to be done
   */
  public void settle(@Body OperatorOrder order) throws OrderRefused {
    String why =
        order.giveUp()
            ? "the disk of the state directory has not answered within 2 s"
            : order.failure();
    if (why == null) {
      return;
    } else if (order.event() instanceof Event.Drain) {
      throw new OrderRefused(
          NOT_STORED,
          "it can't be stored ("
              + why
              + "), and would be forgotten at a restart, so nothing was changed: look at the disk"
              + " of the state directory, and whether the daemon may write there");
    }
    LOG.warn("state=left: {} can't be deleted: {}", file, why);
    order.warn("it is drained again after a restart, as " + file + " can't be deleted: " + why);
  }

  /** Whether no other server could hold the record any more, since a drain was asked for. */
  public boolean isOvertaken(OperatorOrder order, Status status) {
    boolean overtaken = !order.anyway() && isTheLast(status);
    if (overtaken) {
      order.takeBack();
    }
    return overtaken;
  }

  /** Lets pass what still counts. */
  public void stillCounts(@Variable("order") OperatorOrder order) throws OrderRefused {
    if (order.isGivenUp()) {
      throw theLast();
    }
  }

  private static OrderRefused theLast() {
    return new OrderRefused(
        CONFLICT,
        "no other server could hold the record now (linked, healthy and not drained), so nothing"
            + " was changed; --anyway drains this one all the same");
  }

  static void groupOnly(Status status) throws OrderRefused {
    if (status.protocol() == 1) {
      throw new OrderRefused(
          CONFLICT,
          "protocol 1 has no word for that, so nothing was changed: stop this server to have the"
              + " record moved, or write \"protocol\": 2 into both servers' files");
    }
  }

  private static boolean holdsWhatStays(Status status) {
    return status.heldFor() != null && status.server().equals(status.role().holder());
  }

  /** What is not known to be eligible is not. */
  static boolean isTheLast(Status status) {
    return status.peers().stream()
        .noneMatch(peer -> peer.isKnownEligible() && !status.isUnlisted(peer.name()));
  }
}
