// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the claim, as {@code docs/claim.pml} has them, hold in every state. */
class ClaimModelIT {
  private static final Path MODEL = Path.of("docs/claim.pml");
  private static final Pattern EVENT = Pattern.compile("\\bevent\\((?!what)(\\w+)\\)");

  /** From there on a run is not followed. */
  private static final String CUT_SHORT = "epochs_are_used_up";

  @TempDir private Path directory;
  private Spin spin;
  private Spin large;

  @BeforeEach
  void findTheModel() {
    spin = new Spin(MODEL, directory, "-O0");
    large = new Spin(MODEL, directory, "-O2");
  }

  @Test
  void twoServersKeepTheRulesWhateverTwoThingsGoWrong() throws Exception {
    holds(spin.formula("-DN=2", "-DFAULTS=2"));
    String found = spin.assertions("-DN=2", "-DFAULTS=2");

    holds(found);
    assertThat(Spin.reached(found)).containsExactlyInAnyOrderElementsOf(events());
  }

  @Test
  void threeServersKeepTheRulesWhateverGoesWrong() throws Exception {
    holds(spin.assertions("-DN=3", "-DFAULTS=1"));
  }

  @Full
  @Test
  void twoServersKeepTheRulesWhateverThreeThingsGoWrong() throws Exception {
    holds(large.assertions("-DN=2", "-DFAULTS=3"));
    holds(large.formula("-DN=2", "-DFAULTS=3"));
  }

  @Full
  @Test
  void threeServersKeepTheRulesWhateverTwoThingsGoWrong() throws Exception {
    holds(large.assertions("-DN=3", "-DFAULTS=2"));
    holds(large.formula("-DN=3", "-DFAULTS=2", "-DLAG=0"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "NO_FENCE, a write that depends on nothing, one_epoch_one_holder",
    "EPOCH_FOR_EACH_TRY, a claim of another epoch for each try where none was read, one_epoch_one_holder",
    "NO_FIRST_CLAIM, a record that moves where no claim was read, record_moves_with_its_claim",
    "OLD_BASE, a witness that takes what it read after the loss for old, in_time_is_never_replaced",
    "NO_PROMISE, a witness that waits less than is promised, in_time_is_never_replaced",
    "WINDOW=2, a window no longer than a notice and a call, in_time_is_never_replaced",
    "NO_LOOK_AFTER_PAUSE, a holder that does not look after a pause, looks_after_a_pause"
  })
  void aBrokenRuleIsFound(String broken, String what, String rule) throws Exception {
    String found = spin.assertions("-DN=2", "-DFAULTS=2", "-D" + broken);

    assertThat(found).as(what).contains("assertion violated " + rule + " ");
  }

  @Test
  void aServerThatTrustsItselfMoreThanAThirdOneIsFound() throws Exception {
    String found = spin.assertions("-DN=3", "-DFAULTS=2", "-DNO_VETO");

    assertThat(found).contains("assertion violated in_time_is_never_replaced ");
  }

  @Test
  void aSuccessorThatDoesNotMakeADeletedClaimAgainIsFound() throws Exception {
    String found = spin.formula("-DN=2", "-DFAULTS=2", "-DNO_REMAKE");

    assertThat(found).contains("acceptance cycle");
  }

  /** A look from before the end of the window is no danger: the write depends on what it showed. */
  @Test
  void theFenceHoldsWhereTheWitnessTrustsAnOldLook() throws Exception {
    holds(spin.assertions("-DN=2", "-DFAULTS=2", "-DOLD_READ"));
  }

  private static void holds(String found) {
    assertThat(found)
        .contains("errors: 0")
        .doesNotContain("Search not completed", "max search depth too small", CUT_SHORT);
  }

  /** All that is worth to come to, by the model itself. */
  private static Set<String> events() throws IOException {
    return EVENT
        .matcher(Files.readString(MODEL))
        .results()
        .map(event -> event.group(1))
        .filter(event -> !event.equals(CUT_SHORT))
        .collect(Collectors.toSet());
  }
}
