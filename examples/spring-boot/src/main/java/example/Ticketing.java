// SPDX-License-Identifier: Apache-2.0
package example;

import io.clooster.Clooster;
import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A Camel application on Spring Boot that Clooster is a part of. */
@SpringBootApplication
public class Ticketing {
  public static void main(String[] args) {
    SpringApplication.run(Ticketing.class, args);
  }

  /** {@code home} is the directory of Clooster: its configuration, its routes, its state. */
  @Bean
  CamelContextConfiguration clooster(@Value("${clooster.home}") Path home) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        try {
          Config config =
              ConfigReader.read(
                  home.resolve("clooster.json"), home.resolve("routes/kamelets"), System::getenv);
          Clooster.configure(context, config, home);
        } catch (ConfigException e) {
          throw new IllegalStateException(e.getMessage(), e);
        }
      }

      @Override
      public void afterApplicationStart(CamelContext context) {}
    };
  }
}
