// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.HoldOrder;
import io.clooster.failover.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An order, and a disk that hangs while it is stored: a clock that hangs stands for that. */
@Timeout(30)
class OperatorTest {
  @TempDir private Path directory;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  private final Clock hangs =
      new Clock() {
        @Override
        public Instant instant() {
          asked.countDown();
          try {
            assertThat(goesOn.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private static Status with(boolean eligible) {
    return with(eligible, "srv1", null);
  }

  private static Status with(boolean eligible, String holder, @Nullable HoldOrder hold) {
    Status.Peer other =
        new Status.Peer(
            "srv2",
            "connected",
            null,
            null,
            eligible,
            false,
            false,
            "srv1",
            List.of(),
            1,
            0,
            0,
            "");
    return new Status(
        2,
        "srv1",
        true,
        false,
        null,
        hold,
        List.of(other),
        new Status.Role("active", holder, null, Duration.ZERO),
        null,
        new Status.RecordStatus("srv1", "srv1", true, null, null),
        List.of());
  }

  private static Status unlisted(String server) {
    Status listed = with(true);
    return new Status(
        listed.protocol(),
        listed.server(),
        listed.healthy(),
        listed.drained(),
        listed.drainedFor(),
        listed.hold(),
        listed.peers(),
        listed.role(),
        listed.claim(),
        listed.record(),
        listed.alerts(),
        new Status.Lists(2, Map.of(), Set.of(server)),
        null);
  }

  @Test
  void oneThatIsNotOnEachListIsNoReasonToGiveTheRecordUp() throws Exception {
    assertThatThrownBy(() -> operator(Clock.systemUTC()).drain(unlisted("srv2"), ""))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining("nothing was changed");
    assertThat(operator(Clock.systemUTC()).drain(unlisted("srv3"), "")).isNotNull();
  }

  private Operator operator(Clock clock) {
    return new Operator(new DrainFile(directory), clock);
  }

  private @Nullable String stored() throws Exception {
    Path file = directory.resolve(DrainFile.NAME);
    return Files.exists(file) ? Files.readString(file) : null;
  }

  private OperatorOrder hung(Operator operator, String query) throws Exception {
    OperatorOrder order = operator.drain(with(true), query);
    CompletableFuture<Void> disk = CompletableFuture.runAsync(() -> operator.store(order));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> operator.settle(order))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContaining("nothing was changed");
    goesOn.countDown();
    disk.get(20, TimeUnit.SECONDS);
    return order;
  }

  @Test
  void whatWasGivenUpLeavesNothingOnTheDisk() throws Exception {
    hung(operator(hangs), "");

    assertThat(stored()).isNull();
  }

  @Test
  void whatWasGivenUpLeavesTheDrainBefore() throws Exception {
    new DrainFile(directory).write(Duration.ofMinutes(5), Instant.EPOCH);
    String before = stored();

    hung(operator(hangs), "for=1h");

    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void whatWasGivenUpBeforeItCameToTheDiskIsNotStored() throws Exception {
    Operator operator = operator(Clock.systemUTC());
    OperatorOrder order = operator.drain(with(true), "");
    assertThatThrownBy(() -> operator.settle(order)).isInstanceOf(OrderRefused.class);

    operator.store(order);

    assertThat(stored()).isNull();
  }

  @Test
  void whatTheOtherServersDeathOvertookIsTakenBack() throws Exception {
    Operator operator = operator(Clock.systemUTC());
    OperatorOrder order = operator.drain(with(true), "");
    operator.store(order);
    operator.settle(order);
    assertThat(stored()).isNotNull();

    assertThat(operator.isOvertaken(order, with(true))).isFalse();
    assertThat(operator.isOvertaken(order, with(false))).isTrue();
    operator.store(order);

    assertThat(stored()).isNull();
  }

  @Test
  void whoHoldsTheRecordIsNotDrainedWhileNothingIsMoved() throws Exception {
    Operator operator = operator(Clock.systemUTC());
    HoldOrder lasts = new HoldOrder(1, Duration.ofMinutes(5));
    HoldOrder over = new HoldOrder(2, Duration.ZERO);

    assertThatThrownBy(() -> operator.drain(with(true, "srv1", lasts), ""))
        .isInstanceOf(OrderRefused.class)
        .hasMessageContainingAll("clooster release", "--anyway", "nothing was changed");
    assertThat(operator.drain(with(true, "srv1", lasts), "anyway=true")).isNotNull();
    assertThat(operator.drain(with(true, "srv2", lasts), "")).isNotNull();
    assertThat(operator.drain(with(true, "srv1", over), "")).isNotNull();
  }

  @Test
  void whoSaysAnywayIsNotOvertaken() throws Exception {
    Operator operator = operator(Clock.systemUTC());

    assertThat(operator.isOvertaken(operator.drain(with(false), "anyway=true"), with(false)))
        .isFalse();
  }
}
