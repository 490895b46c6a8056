// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.PlainWords;
import io.clooster.config.Config;
import io.clooster.dns.Mapping;
import io.clooster.dns.Snapshot;
import io.clooster.failover.Claim;
import io.clooster.failover.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** Reads the records once, with the very Kamelets that will do it later, and changes nothing. */
public final class RecordProbe {
  private RecordProbe() {}

  /**
   * What was found.
   *
   * @param records one line for each record: name, type, what it holds
   * @param claim one line on the claim beside them; empty when the configuration wants none
   */
  public record Found(List<String> records, Optional<String> claim) {

    public Found {
      records = List.copyOf(records);
    }
  }

  /**
   * The records and the claim.
   *
   * @throws StartFailure with the provider's own words
   */
  public static Found read(Config config, Path home) throws StartFailure {
    Main camel = new Main();
    try (CallLimits limits = new CallLimits(Daemon.CALL_DEADLINE)) {
      Daemon.configure(camel, config, home, RouteDirectory.withoutRoutes(home), limits);
      camel.start();
      String kamelet = "kamelet:" + config.record().provider() + "-dns-read-action";
      Reading reading = camel.getCamelTemplate().requestBody(kamelet, "", Reading.class);
      Snapshot found = (Snapshot) reading.source();
      return new Found(
          found.records().stream().map(Mapping.of(config.record())::described).toList(),
          Daemon.mapping(config)
              .claimName()
              .map(name -> name + " " + claim(reading.claim(), found.claims().size())));
    } catch (CamelExecutionException e) {
      throw new StartFailure(PlainWords.of(e));
    } catch (Exception e) {
      throw StartFailure.of(e, config);
    } finally {
      camel.stop();
    }
  }

  private static String claim(@Nullable Claim claim, int records) {
    if (claim == null) {
      return records == 0
          ? "is not there yet: the first start makes it"
          : "can't be read: the first start makes another one";
    }
    return "epoch %d, held by %s".formatted(claim.epoch(), claim.holder());
  }
}
