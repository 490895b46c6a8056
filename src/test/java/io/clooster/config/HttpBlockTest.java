// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clooster.testing.NamedPipe;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The block {@code http}. */
class HttpBlockTest {
  @TempDir private Path directory;
  private Sample sample;

  @BeforeEach
  void create() {
    sample = new Sample(directory);
  }

  @Test
  void withoutItNothingIsInTheWay() throws Exception {
    assertThat(sample.read(Sample.PLAIN).http()).isEqualTo(new Config.Http(null, null));
  }

  @Test
  void aProxyMayAskForAPasswordWhichIsASecret() throws Exception {
    Config config = sample.read(with("\"proxy\": \"http://me:p%40ss%2Fw%3Ard@proxy.local:3128/\""));

    assertThat(config.http().proxy())
        .isEqualTo(new Config.Proxy("proxy.local", 3128, "me", new Secret("p@ss/w:rd")));
    assertThat(config.secrets()).contains(new Secret("p@ss/w:rd"));
    assertThat(config.toString()).doesNotContain("p@ss");
    assertThat(config.http().toString()).doesNotContain("p@ss");
    assertThat(config.properties().toString()).doesNotContain("p@ss");
  }

  @Test
  void aProxyMayAskForNone() throws Exception {
    assertThat(sample.read(with("\"proxy\": \"http://[2001:db8::1]:8080\"")).http().proxy())
        .isEqualTo(new Config.Proxy("[2001:db8::1]", 8080, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.local:3128",
        "http://proxy.local",
        "https://hunter2@proxy.local:1",
        "http://hunter2@proxy.local:1",
        "http://hunter2:@proxy.local:1",
        "http://:hunter2@proxy.local:1",
        "http://a:hunter2@proxy.local:99999",
        "http://a:hunter2@proxy.local:1/path",
        "http://a:hunter2@proxy.local:1?q",
        "socks5://a:hunter2@proxy.local:1",
        "http://a:hunter 2@proxy.local:1"
      })
  void anythingElseIsRefusedAndNotShown(String url) {
    assertThat(failure("\"proxy\": \"" + url + "\""))
        .contains("http.proxy: is not the URL of a proxy; write \"http://proxy.example.com:3128\"")
        .doesNotContain("hunter");
  }

  @ParameterizedTest
  @CsvSource({
    "none.pem, is not there",
    ".,is a directory",
    "/dev/zero,is a pipe or a device",
    "empty.pem, holds no certificate",
    "text.pem, holds something else than certificates"
  })
  void aFileThatHoldsNoCertificateIsRefused(String name, String what) {
    sample.write("empty.pem", "");
    sample.write("text.pem", "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n");

    assertThat(failure("\"ca\": \"" + name + "\""))
        .contains("http.ca: " + directory.resolve(name) + " " + what + "; name a file");
  }

  @Test
  @Timeout(20)
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe.pem");
    NamedPipe.at(pipe);

    assertThat(failure("\"ca\": \"pipe.pem\""))
        .contains("http.ca: " + pipe + " is a pipe or a device; name a file");
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertThat(failure("\"prxy\": \"http://h:1\""))
        .contains("http.prxy: is an unknown key; did you mean \"proxy\"?");
  }

  private static String with(String http) {
    return Sample.PLAIN.replaceFirst("\"key\"", "\"http\": {" + http + "},\n\"key\"");
  }

  private String failure(String http) {
    return catchThrowableOfType(ConfigException.class, () -> sample.read(with(http))).getMessage();
  }
}
