// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.PlainWords;
import io.clooster.config.Config;
import io.clooster.failover.Reading;
import java.nio.file.Path;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/** Reads the record once, with the very Kamelets that will do it later, and changes nothing. */
public final class RecordProbe {
  private RecordProbe() {}

  /**
   * What the record holds.
   *
   * @throws StartFailure with the provider's own words
   */
  public static String read(Config config, Path home) throws StartFailure {
    Main camel = new Main();
    try (CallLimits limits = new CallLimits(Daemon.CALL_DEADLINE)) {
      Daemon.configure(camel, config, home, RouteDirectory.withoutRoutes(home), limits);
      camel.start();
      String kamelet = "kamelet:" + config.record().provider() + "-dns-read-action";
      return camel.getCamelTemplate().requestBody(kamelet, "", Reading.class).value();
    } catch (CamelExecutionException e) {
      throw new StartFailure(PlainWords.of(e));
    } catch (Exception e) {
      throw StartFailure.of(e, config);
    } finally {
      camel.stop();
    }
  }
}
