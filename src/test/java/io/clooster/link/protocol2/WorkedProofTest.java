// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The example in docs/protocol-2.md is what Clooster does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkedProofTest {
  private Map<String, String> example;
  private byte[] input;

  @BeforeAll
  void read() throws Exception {
    String page = Files.readString(Path.of("docs/protocol-2.md"));
    String[] blocks = page.substring(page.indexOf("## 4. A worked proof")).split("```", -1);
    example =
        blocks[1]
            .lines()
            .filter(line -> line.contains(" = "))
            .map(line -> line.split(" = ", 2))
            .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1]));
    input = HexFormat.of().parseHex(blocks[3].replaceAll("\\s", ""));
  }

  @Test
  void theProofsAreOurs() {
    // Given
    Frame dialler = new Frame(MessageType.HELLO, example.get("dialler's hello"));
    Frame acceptor = new Frame(MessageType.HELLO, example.get("acceptor's hello"));
    byte[] certificates =
        new Certificates(
                "certificate of srv2".getBytes(UTF_8), "certificate of srv1".getBytes(UTF_8))
            .inOrder(LinkRole.DIALLER);

    // When
    Transcript transcript =
        new Transcript(
            certificates,
            dialler.text(),
            acceptor.text(),
            2,
            new LinkKey("2026", new Secret(example.get("secret"))));

    // Then
    assertThat(mac(transcript, LinkRole.DIALLER)).isEqualTo(example.get("dialler's mac"));
    assertThat(mac(transcript, LinkRole.ACCEPTOR)).isEqualTo(example.get("acceptor's mac"));
    assertThat(Protocol2Hello.read(dialler).frame()).isEqualTo(dialler);
    assertThat(Protocol2Hello.read(acceptor).frame()).isEqualTo(acceptor);
  }

  @Test
  void theDigestsAreOurs() {
    assertThat(NameList.digest(list("servers"))).isEqualTo(example.get("servers digest"));
    assertThat(NameList.digest(list("records"))).isEqualTo(example.get("records digest"));
  }

  @Test
  void theInputGivesTheMac() throws Exception {
    // Given
    byte[] secret = example.get("secret").getBytes(UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));

    // When
    byte[] dialler = mac.doFinal(input);
    byte[] other = Arrays.copyOf(input, input.length);
    other[16] = 'A';
    byte[] acceptor = mac.doFinal(other);

    // Then
    assertThat(input).hasSize(217);
    assertThat(Base64.getEncoder().encodeToString(dialler)).isEqualTo(example.get("dialler's mac"));
    assertThat(Base64.getEncoder().encodeToString(acceptor))
        .isEqualTo(example.get("acceptor's mac"));
  }

  private String mac(Transcript transcript, LinkRole prover) {
    return transcript
        .proof(prover, example.get("servers digest"), example.get("records digest"))
        .mac();
  }

  private List<String> list(String name) {
    return List.of(example.get(name).split(" ", -1));
  }
}
