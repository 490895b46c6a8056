// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** No test learns what names this machine finds: the build names a file that holds all of them. */
class HermeticTest {
  @Test
  void noNameIsFoundButThoseOfTheLoopback() throws Exception {
    assertThatThrownBy(() -> InetAddress.getAllByName("example.com"))
        .as("started with -Djdk.net.hosts.file=src/test/hosts, as pom.xml does")
        .isInstanceOf(UnknownHostException.class);
    assertThat(InetAddress.getAllByName("localhost")).allMatch(InetAddress::isLoopbackAddress);
  }
}
