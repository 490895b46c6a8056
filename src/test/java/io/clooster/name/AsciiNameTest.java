// SPDX-License-Identifier: Apache-2.0
package io.clooster.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.IDN;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiNameTest {

  @ParameterizedTest
  @CsvSource({
    "www.example.com, www.example.com",
    "*._tcp.example.com, *._tcp.example.com",
    "SRV1.Example.com, SRV1.Example.com",
    "www.bücher.example, www.xn--bcher-kva.example",
    "WWW.BÜCHER.example, WWW.xn--bcher-kva.example",
    "bücher。example, xn--bcher-kva.example",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "пример.испытание, xn--e1afmkfd.xn--80akhbyknj4f",
    "i❤.ws, xn--i-7iq.ws",
    "😀.example, xn--e28h.example",
  })
  void aNameHasOneFormInAscii(String written, String ascii) {
    assertThat(AsciiName.of(written)).isEqualTo(ascii);
  }

  @ParameterizedTest
  @CsvSource({
    "straße.example, xn--strae-oqa.example",
    "STRAßE.example, xn--strae-oqa.example",
    "βόλος.example, xn--nxasmm1c.example",
  })
  void lettersThatAnOlderStandardChangedStayWhatTheyAre(String written, String ascii) {
    assertThat(AsciiName.of(written)).isEqualTo(ascii).isNotEqualTo(IDN.toASCII(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bücher.example",
        "straße.example",
        "βόλος.example",
        "例え.テスト",
        "www.example.com",
        "*.example.com.",
        "xn--.example.com",
        "xn--a-ecp.example.com",
        "xn--99999999.example.com",
        "xn---.example.com"
      })
  void whatIsShownIsTheSameName(String written) {
    // When
    String shown = AsciiName.unicode(AsciiName.of(written));

    // Then
    assertThat(shown).isEqualTo(written);
  }

  @Test
  void whatNoNameHasIsRefused() {
    assertThatThrownBy(() -> AsciiName.of("a\u200db.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it has an invisible letter");
    assertThatThrownBy(() -> AsciiName.of("ß".repeat(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a part of it is too long");
    assertThatThrownBy(() -> AsciiName.of("ü".repeat(100)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Where both standards agree, Java's own encoder must say the same. */
  @Property(tries = 500)
  void theEncodingIsThatOfJava(@ForAll("letters") String label) {
    String encoded = Punycode.encode(label);
    assertThat("xn--" + encoded).isEqualTo(IDN.toASCII(label));
    assertThat(Punycode.decode(encoded)).isEqualTo(label);
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.strings()
        .withChars("abc019äöüéñøжщдתשאนกข漢字仮名")
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(text -> text.chars().anyMatch(c -> c > 127))
        // Java also has a rule for labels in which the direction changes.
        .filter(text -> text.chars().noneMatch(c -> c >= 0x590 && c < 0x700));
  }
}
