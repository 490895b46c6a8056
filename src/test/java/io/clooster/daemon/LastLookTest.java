// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A provider that can't make a write depend on what was read. */
@Timeout(60)
@Slow
class LastLookTest {
  private static final String RECORDS =
      """
      [{"name": "www.example.com", "type": "CNAME", "content": "srv1.example.com", "ttl": 60},
       {"name": "_clooster.www.example.com", "type": "TXT",
        "content": "v=1 epoch=%d holder=srv1.example.com renew=10", "ttl": 60}]
      """;

  private GatewaySession session;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    session =
        new GatewaySession(
            directory,
            kamelet -> kamelet.replace("dns.write: conditional", "dns.write: last-look"),
            RECORDS.formatted(7));
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void isReadOnceMoreRightBeforeTheWrite() {
    // Given
    RecordSnapshot snapshot = session.read();

    // When
    session.moves(snapshot, 8);

    // Then
    assertThat(session.driver().next()).isInstanceOf(Event.RecordWritten.class);
    assertThat(session.asked())
        .extracting(Service.Call::target)
        .containsExactly("/read", "/read", "/write");
  }

  @Test
  void isNotWrittenWhereAnotherServerWasFaster() {
    // Given
    RecordSnapshot snapshot = session.read();
    session.gateway().otherwise(200, Map.of(), RECORDS.formatted(8));

    // When
    session.moves(snapshot, 8);

    // Then
    assertThat(session.driver().next()).isEqualTo(new Event.RecordConflict(2));
    assertThat(session.asked()).extracting(Service.Call::target).containsExactly("/read", "/read");
  }
}
