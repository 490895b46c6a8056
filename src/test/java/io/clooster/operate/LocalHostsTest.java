// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostsTest {
  private final LocalHosts hosts = new LocalHosts("127.0.0.2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:4280",
        "127.0.0.1",
        "127.0.0.1:4280",
        "[::1]",
        "[::1]:1",
        "127.0.0.2"
      })
  void thisMachineMayBeCalledSo(String host) {
    assertThat(hosts.isForeign(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example.com",
        "127.0.0.1.evil.example.com",
        "localhost.evil:4280",
        "::1"
      })
  void anyOtherNameIsForeign(String host) {
    assertThat(hosts.isForeign(host)).isTrue();
  }

  @Test
  void noNameIsForeign() {
    assertThat(hosts.isForeign(null)).isTrue();
  }
}
