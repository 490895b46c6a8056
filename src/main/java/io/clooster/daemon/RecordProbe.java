// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.PlainWords;
import io.clooster.config.Config;
import io.clooster.dns.Mapping;
import io.clooster.dns.Snapshot;
import io.clooster.failover.Reading;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/** Reads the records once, with the very Kamelets that will do it later, and changes nothing. */
public final class RecordProbe {
  private RecordProbe() {}

  /**
   * One line for each record: name, type, what it holds, and, where they move together, the server
   * that this is.
   *
   * @throws StartFailure with the provider's own words
   */
  public static List<String> read(Config config, Path home) throws StartFailure {
    Main camel = new Main();
    try (CallLimits limits = new CallLimits(Daemon.CALL_DEADLINE)) {
      Daemon.configure(camel, config, home, RouteDirectory.withoutRoutes(home), limits);
      camel.start();
      String kamelet = "kamelet:" + config.record().provider() + "-dns-read-action";
      Reading reading = camel.getCamelTemplate().requestBody(kamelet, "", Reading.class);
      return ((Snapshot) reading.source())
          .records().stream().map(Mapping.of(config.record())::described).toList();
    } catch (CamelExecutionException e) {
      throw new StartFailure(PlainWords.of(e));
    } catch (Exception e) {
      throw StartFailure.of(e, config);
    } finally {
      camel.stop();
    }
  }
}
