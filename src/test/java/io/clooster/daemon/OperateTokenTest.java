// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may tell a server what to do. */
class OperateTokenTest {
  private static final OperateFile HERE = new OperateFile("http://127.0.0.1:4280", "run-1");
  private static final String WRITTEN = "a-token-of-a-program";

  @TempDir private Path directory;
  private Path state;
  private OperateToken token;

  @BeforeEach
  void configure() throws Exception {
    state = Files.createDirectories(directory.resolve("clooster.state"));
    token = token("");
  }

  private OperateToken token(String more) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"servers": ["srv1.test", "srv2.test"], "this_server": "srv1.test",
             "key": "a-key-of-the-group", "listen": {"port": 2000},
             "operate": {"port": 4280%s},
             "cloudflare": {"token": "T", "zone": "test", "record": "www.test"}}
            """
                .formatted(more));
    return new OperateToken(
        ConfigReader.read(file, directory, name -> null), HERE.address(), HERE.run());
  }

  private boolean isShown(String header) {
    return isShown(token, header);
  }

  private static boolean isShown(OperateToken token, String header) {
    return token.isShown(token.shown(header, "/drain", "for=30m"));
  }

  private String bearer() throws IOException {
    return "Bearer " + Files.readString(file()).strip();
  }

  private String signature(String what, OperateFile daemon) throws IOException {
    return OperateToken.signature(what, state, daemon);
  }

  @Test
  void itIsMadeOnceForItsOwnerAlone() throws Exception {
    token.make();
    String made = bearer();
    token.make();
    assertThat(bearer()).isEqualTo(made).matches("Bearer [0-9a-f]{64}");
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(isShown(made)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer \u00e9", "Bearer null"})
  void whoDoesNotKnowItIsRefused(String header) throws Exception {
    token.make();
    isRefused(header);
    isRefused(bearer() + "0");
    isRefused(bearer().substring(0, 60));
    isRefused(bearer().substring("Bearer ".length()));
    isRefused("Bearer " + "0".repeat(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "short", "it has a blank in its middle", "\u00e9\u00e9\u00e9"})
  void whatIsNoTokenLetsNobodyThroughAndIsMadeAnew(String content) throws Exception {
    Files.writeString(file(), content);
    isRefused("Bearer " + content);
    isRefused("Bearer " + content.strip());
    token.make();
    assertThat(bearer()).matches("Bearer [0-9a-f]{64}");
  }

  @Test
  void withoutOneNobodyIsLetThrough() {
    isRefused("Bearer ");
    isRefused(null);
  }

  @Test
  void oneThatSomebodyWroteThereIsKeptAndClosedToOthers() throws Exception {
    Files.writeString(file(), "written-by-the-administrator\n");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    token.make();
    assertThat(bearer()).isEqualTo("Bearer written-by-the-administrator");
    assertThat(mode()).isEqualTo("rw-------");
  }

  @Test
  void aDirectoryInItsPlaceIsPutAside() throws Exception {
    Files.createDirectories(file().resolve("within"));
    token.make();
    assertThat(bearer()).matches("Bearer [0-9a-f]{64}");
  }

  @Test
  void theOneOfTheConfigurationIsAsGood() throws Exception {
    OperateToken both = token(", \"token\": \"" + WRITTEN + "\"");
    assertThat(isShown(both, "Bearer " + WRITTEN)).isTrue();
    both.make();
    String made = bearer();
    assertThat(made).doesNotContain(WRITTEN);
    assertThat(isShown(both, made)).isTrue();
    assertThat(isShown(both, made.replace("Bearer", "bearer"))).isTrue();
    assertThat(isShown(both, "Bearer " + WRITTEN)).isTrue();
    isRefused("Bearer " + WRITTEN);
  }

  @Test
  void aSignedOrderIsGoodOnceAndShowsNoToken() throws Exception {
    token.make();
    String signed = signature("/drain?for=30m", HERE);

    assertThat(signed).doesNotContain(Files.readString(file()).strip());
    assertThat(isShown(signed)).isTrue();
    isRefused(signed);
    assertThat(isShown(signature("/drain?for=30m", HERE))).isTrue();
  }

  @Test
  void itIsNoGoodForAnotherOrderNorForAnotherDaemon() throws Exception {
    token.make();
    isRefused(signature("/drain?for=30d", HERE));
    isRefused(signature("/drain", HERE));
    isRefused(signature("/resume?for=30m", HERE));
    isRefused(signature("/drain?for=30m", new OperateFile("http://127.0.0.1:4281", HERE.run())));
    isRefused(signature("/drain?for=30m", new OperateFile(HERE.address(), "run-2")));
    String signed = signature("/drain?for=30m", HERE);
    Files.writeString(file(), "another-token-by-the-administrator");
    isRefused(signed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Clooster ", "Clooster :", "Clooster 0:0", "Clooster null", "Clooster a:b:c"})
  void whatIsNoSignatureIsRefused(String header) throws Exception {
    token.make();
    isRefused(header);
    isRefused(header);
    isRefused("Clooster " + "0".repeat(32) + ":" + "0".repeat(64));
  }

  @Test
  void manySignedOrdersTakeNoMemoryForEver() throws Exception {
    token.make();
    for (int i = 0; i < 10_050; i++) {
      assertThat(isShown(signature("/drain?for=30m", HERE))).isTrue();
    }
    assertThat(token.known()).isEqualTo(10_000);
  }

  private void isRefused(String header) {
    assertThat(isShown(header)).isFalse();
    assertThatThrownBy(() -> token.letThrough(false))
        .isInstanceOfSatisfying(
            OrderRefused.class, refused -> assertThat(refused.status()).isEqualTo(401))
        .hasMessageContaining(file().toString());
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  private Path file() {
    return state.resolve(OperateToken.NAME);
  }
}
