// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.Deadlines;
import io.clooster.config.Config;
import io.clooster.dns.Mapping;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Body;

/** What the zone's name servers give now, held against what the provider shows. */
public final class NameServersLook {
  /** The operator waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final RecordVerification verification;

  public NameServersLook(Config config, Mapping mapping, Deadlines deadlines) {
    this(
        config.verify(),
        mapping,
        deadlines,
        () -> RecordVerification.whom(config.verify(), mapping));
  }

  NameServersLook(
      Config.Verify settings,
      Mapping mapping,
      Deadlines deadlines,
      Supplier<NameServerSource> whom) {
    this.verification = new RecordVerification(patient(settings), mapping, deadlines, whom);
  }

  private static Config.Verify patient(Config.Verify settings) {
    return new Config.Verify(settings.on(), settings.servers(), PATIENCE);
  }

  /**
   * What was found.
   *
   * @param answer plain data for JSON: {@code value}, what the record holds at the provider; {@code
   *     name_servers}, how many were asked, 0 where there is nobody to ask; {@code lagging}, those
   *     that give something else, each with what it gives; {@code cached_seconds}, for how long a
   *     resolver may give an older value; or {@code error} alone
   */
  public record Found(Map<String, Object> answer) {}

  /**
   * Asks them, for four seconds at most.
   *
   * @param shown what the provider shows
   * @throws IOException at a stop: nothing begins any more
   */
  public Found look(@Body RecordSnapshot shown) throws IOException {
    Event.RecordVerified seen =
        (Event.RecordVerified)
            verification.verify(new Action.VerifyRecord(0, shown, shown.value()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("value", shown.value());
    answer.put("name_servers", seen.asked());
    answer.put("lagging", List.copyOf(seen.lagging()));
    answer.put("cached_seconds", seen.cached().toMillis() / 1e3);
    return new Found(answer);
  }

  /** The provider does not say what they are to be held against. */
  public Found failed(@Body Event.RecordFailed failed) {
    return new Found(Map.of("error", "the record can't be read: " + failed.reason()));
  }
}
