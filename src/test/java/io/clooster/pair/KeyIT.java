// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The two keys differ: nobody is dead, but nobody is protected either. */
@ProcessTest
@Full
class KeyIT {
  private static final String WRONG = "another-key";
  private static final String REJECTING = "Rejecting client 127.0.0.1 (wrong key or server name)";

  @RegisterExtension private final Pair pair = new Pair();

  private static String noLink(String server, String other) {
    return "[%s] There is no link to '%s'".formatted(server, other);
  }

  private static String linkBack(String server, String other) {
    return "[%s] Server '%s' is linked again".formatted(server, other);
  }

  /** The titles of what this server told. */
  private List<String> notesOf(String server) {
    return pair.notes().stream()
        .map(Note::title)
        .filter(title -> title.startsWith("[" + server))
        .toList();
  }

  @Test
  void aConnectingServerWithAWrongKeyIsRejectedAndMissedFromBeginningToEnd() throws Exception {
    // Given: a start may take long on a busy machine.
    pair.prefer(SRV2).set("/link/confirm", "30s").start();
    pair.srv2().stop();

    // When
    pair.srv2().set("/key", WRONG).start();
    pair.srv1().awaitLines(4, REJECTING);
    pair.awaitNotes(2);
    pair.staysQuiet();
    var atFirst = notesOf(SRV1);
    assertThat(pair.srv2().lines("state=unreachable"))
        .singleElement()
        .asString()
        .endsWith("but: wrong key or server name");
    pair.srv2().stop();
    pair.srv2().set("/key", Pair.KEY).start();

    // Then
    pair.srv1().awaitLines(2, "state=up");
    pair.srv2().awaitLine("state=settled");
    pair.awaitNotes(3);
    pair.staysQuiet();
    assertThat(atFirst).containsExactly(noLink(SRV1, SRV2));
    assertThat(notesOf(SRV1)).containsExactly(noLink(SRV1, SRV2), linkBack(SRV1, SRV2));
    assertThat(notesOf(SRV2)).containsExactly(noLink(SRV2, SRV1));
    assertThat(pair.history()).containsExactly(SRV2);
  }

  @Test
  void aListeningServerWithAWrongKeyIsMissedFromBeginningToEnd() throws Exception {
    // Given
    pair.srv1().set("/key", WRONG).start();
    pair.srv2().start();

    // When
    pair.srv1().awaitLines(4, REJECTING);
    pair.awaitNotes(2);
    pair.staysQuiet();
    var atFirst = notesOf(SRV2);
    pair.srv1().stop();
    pair.srv1().set("/key", Pair.KEY).start();

    // Then
    pair.srv2().awaitLine("state=up: connected");
    pair.srv1().awaitLine("state=settled");
    pair.awaitNotes(3);
    pair.staysQuiet();
    assertThat(atFirst).containsExactly(noLink(SRV2, SRV1));
    assertThat(notesOf(SRV2)).containsExactly(noLink(SRV2, SRV1), linkBack(SRV2, SRV1));
    assertThat(notesOf(SRV1)).containsExactly(noLink(SRV1, SRV2));
    assertThat(pair.history()).containsExactly(SRV1);
  }
}
