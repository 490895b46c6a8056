// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointTextTest {
  private final EndpointText endpoint = new EndpointText(Set.of("token"));

  /** As long as a whole script or certificate that somebody writes into an option. */
  @Test
  void anOptionMayBeOfAnyLength() {
    String uri = "exec:program?args=" + "x".repeat(100_000) + "&timeout=1000";

    assertThat(endpoint.rewritten(uri)).isEqualTo(uri);
  }
}
