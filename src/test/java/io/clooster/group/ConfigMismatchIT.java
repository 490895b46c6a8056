// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that run, and can't be linked: both sides say so, and nothing moves while they live. */
@ProcessTest
class ConfigMismatchIT {
  private static final String WRONG = "a-key-that-nobody-else-has";

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private enum Fault {
    ORDER("servers in another order from place 1 on: "),
    NAMES("servers only here: "),
    RECORDS("records only here: ");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  private void misconfigure(int number, Fault fault) {
    var server = group.srv(number);
    switch (fault) {
      case ORDER -> {
        var turned = new ArrayList<>(group.entries());
        Collections.reverse(turned);
        server.set("/servers", turned);
      }
      case NAMES -> {
        var more = new ArrayList<Object>(group.entries());
        more.add("srv9.example.com");
        server.set("/servers", more);
      }
      case RECORDS -> server.set("/cloudflare/record", "mail.example.com");
    }
  }

  @ParameterizedTest
  @EnumSource
  @Full
  void whatDiffersIsNamedOnBothSidesAndMovesNothing(Fault fault) throws Exception {
    // Given
    group.cloudflare().addRecord("mail.example.com", "CNAME", ServerGroup.name(1));
    group.of(2);
    misconfigure(2, fault);

    // When
    group.launch();

    // Then
    group.srv(1).awaitLine(fault.words);
    group.srv(2).awaitLine(fault.words);
    assertThat(group.story().awaitNotes(2))
        .extracting(note -> note.title())
        .containsExactlyInAnyOrder(
            "[srv1.example.com] Server 'srv2.example.com' has another configuration",
            "[srv2.example.com] Server 'srv1.example.com' has another configuration");
    assertThat(group.story().notes()).allMatch(note -> note.body().contains(fault.words));

    // And
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1));
    assertThat(group.story().writes()).isZero();
    assertThat(group.story().notes()).hasSize(2);
  }

  @Test
  @Full
  void oneOfThreeThatDiffersDoesNotDisturbTheOthersAndIsWelcomeWhenMended() throws Exception {
    // Given
    group.of(3);
    misconfigure(3, Fault.ORDER);
    group.launch();
    group.srv(1).awaitLine("peer=srv2.example.com state=up");
    group.story().awaitNotes(4);
    var right = group.entries();

    // When
    group.story().settles();
    var meanwhile = group.story().notes();
    group.srv(3).stop();
    group.srv(1).awaitLine("peer=srv3.example.com state=down");
    group.srv(3).set("/servers", right).start();

    // Then
    assertThat(meanwhile)
        .extracting(note -> note.title())
        .containsExactlyInAnyOrder(differs(1, 3), differs(2, 3), differs(3, 1), differs(3, 2));
    group.awaitLinked();
    group.story().awaitNotes(8);
    group.story().settles();
    assertThat(group.story().notes())
        .contains(Told.up(1, 3), Told.fits(1, 3), Told.fits(2, 3))
        // One that ends may accept a connection for a moment longer, over which it proves nothing.
        .containsAnyOf(Told.down(1, 3, Told.CLOSED), Told.down(1, 3, Told.UNPROVEN))
        .hasSize(8);
    assertThat(group.srv(1).lines("peer=srv2.example.com state=disconnected")).isEmpty();

    // And now it counts.
    group.srv(1).kill();
    group.story().awaitNotes(9);
    group.story().settles();
    assertThat(group.story().notes().get(8)).isEqualTo(Told.tookOver(2, 1, Told.CLOSED));
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().writes()).isEqualTo(1);
  }

  private static String differs(int by, int other) {
    return "[%s] Server '%s' has another configuration"
        .formatted(ServerGroup.name(by), ServerGroup.name(other));
  }

  @Test
  @Full
  void aWrongKeyOnOneOfThreeIsToldOnBothSidesAsAMissingLinkAndMovesNothing() throws Exception {
    // Given
    group.of(3);
    group.srv(3).set("/key", WRONG);

    // When
    group.launch();
    group.srv(1).awaitLine("Rejecting client 127.0.0.1 (wrong key or server name)");
    group.srv(2).awaitLine("Rejecting client 127.0.0.1 (wrong key or server name)");
    group.story().awaitNotes(3);
    group.story().settles();
    var meanwhile = group.story().notes();
    group.srv(3).stop();
    group.srv(3).set("/key", ServerGroup.KEY).start();

    // Then
    assertThat(meanwhile)
        .extracting(note -> note.title())
        .containsExactlyInAnyOrder(Told.noLink(1, 3), Told.noLink(3, 1), Told.noLink(3, 2));
    assertThat(meanwhile).allMatch(note -> note.body().contains("the same 'key'"));
    group.story().awaitNotes(4);
    group.story().settles();
    assertThat(group.story().notes()).contains(Told.linkBack(1, 3)).hasSize(4);
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1));
    assertThat(group.story().writes()).isZero();
  }

  @Test
  @Full
  void aHolderThatDiesWhileItsKeyIsWrongIsReplacedWhenItsClaimIsNotRenewed() throws Exception {
    // Given
    group.of(2).start();
    group.srv(1).stop("HUP");
    group.srv(1).set("/key", WRONG).start();
    group.srv(2).awaitLine("state=unreachable");
    group.srv(1).awaitLine("state=settled epoch=");

    // When
    group.srv(1).kill();

    // Then
    group.story().awaitValues(2);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().notes())
        .extracting(note -> note.title())
        .filteredOn(title -> title.contains("is now down"))
        .singleElement()
        .asString()
        .startsWith("[srv2.example.com] Server 'srv1.example.com' is now down");
  }
}
