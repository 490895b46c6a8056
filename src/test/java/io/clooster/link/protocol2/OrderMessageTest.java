// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.OrderRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderMessageTest {

  @Test
  void itIsReadAsItWasWritten() {
    for (String to : new String[] {"", "srv2.example.com"}) {
      OrderMessage order = new OrderMessage("5f3c-1", OrderMessage.SWITCH, to);
      assertThat(OrderMessage.read(order.frame())).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @EnumSource
  void soIsAnAnswer(OrderRefusal refusal) {
    AnswerMessage answer = new AnswerMessage("5f3c-1", refusal);
    assertThat(AnswerMessage.read(answer.frame())).isEqualTo(answer);
    assertThat(answer.frame().text()).contains("\"refused\":\"" + refusal.word() + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"\",\"what\":\"switch\"}",
        "{\"id\":\"a b\",\"what\":\"switch\"}",
        "{\"id\":\"1\"}",
        "{\"id\":\"1\",\"what\":7}",
        "{\"id\":\"1\",\"what\":\"switch\",\"to\":\"\"}",
        "{\"id\":\"1\",\"what\":\"switch\",\"to\":\"a\\nb\"}",
        "{\"id\":\"1\",\"what\":\"switch\",\"to\":[]}"
      })
  void whatIsBrokenEndsTheConnection(String text) {
    assertThatThrownBy(() -> OrderMessage.read(new Frame(MessageType.ORDER, text)))
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":\"1\",\"refused\":\"No!\"}", "{\"id\":1}"})
  void soDoesABrokenAnswer(String text) {
    assertThatThrownBy(() -> AnswerMessage.read(new Frame(MessageType.ANSWER, text)))
        .isInstanceOf(ProtocolException.class);
  }
}
