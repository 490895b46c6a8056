// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.PairConfig;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Slow
class TrialBuildTest {
  @TempDir private Path home;

  @Test
  void whatDoesNotEndIsNamedByItsFileAndEndsTheTrial() throws Exception {
    Installations.copy(home);
    Files.writeString(
        home.resolve("routes/mine.camel.yaml"),
        "- beans:\n    - name: mine\n      type: " + Waiting.class.getName() + "\n");

    assertThat(TrialBuild.of(PairConfig.in(home), home, UserSettings.none(), Duration.ofSeconds(5)))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.file()).isEqualTo("mine.camel.yaml");
              assertThat(failure.fault().what())
                  .isEqualTo(
                      "making it has not ended within 5 s, so that not all routes were looked at");
            });
  }

  /** Its constructor does not return. */
  public static final class Waiting {
    /** For the bean of a route. */
    public Waiting() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }
}
