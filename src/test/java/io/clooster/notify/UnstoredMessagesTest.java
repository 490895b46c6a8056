// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Logged;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnstoredMessagesTest {
  private static final String FULL = "No space left on device";

  private final AtomicLong now = new AtomicLong();
  private final UnstoredMessages unstored = new UnstoredMessages("/var/lib/clooster", now::get);
  private final Logged log = Logged.by("io.clooster.notify");
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void oneLineSaysWhatAndWhereAndWhatToDo() {
    // When
    fails(FULL);

    // Then
    assertThat(log.lines())
        .containsExactly(
            "WARN message= state=unstored: it can't be written into /var/lib/clooster/outbox: No"
                + " space left on device. It waits in memory, and is tried again; look at the disk"
                + " there, and whether Clooster may write to it");
  }

  @Test
  void theSameIsSaidOnceAMinuteAndAnotherReasonAtOnce() {
    // When
    fails(FULL);
    fails(FULL);
    now.addAndGet(UnstoredMessages.PAUSE - 1);
    fails(FULL);

    // Then
    assertThat(log.lines()).hasSize(1);

    // And
    fails("Read-only file system");
    now.addAndGet(UnstoredMessages.PAUSE);
    fails("Read-only file system");
    assertThat(log.lines()).hasSize(3);
  }

  private void fails(String reason) {
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException(reason));
    unstored.process(exchange);
  }
}
