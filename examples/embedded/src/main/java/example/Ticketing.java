// SPDX-License-Identifier: Apache-2.0
package example;

import io.clooster.Clooster;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** A Camel application that Clooster is a part of. */
public final class Ticketing {
  private Ticketing() {}

  /** Its argument is the directory of Clooster: {@code clooster.json}, {@code routes/}, its state. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    Config config =
        ConfigReader.read(
            home.resolve("clooster.json"), home.resolve("routes/kamelets"), System::getenv);
    Main main = new Main();
    Clooster.configure(main, config, home);
    main.run();
  }
}
