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
    return new OperateToken(ConfigReader.read(file, directory, name -> null));
  }

  @Test
  void itIsMadeOnceForItsOwnerAlone() throws Exception {
    token.make();
    String made = OperateToken.header(state);
    token.make();
    assertThat(OperateToken.header(state)).isEqualTo(made).matches("Bearer [0-9a-f]{64}");
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(token.isShown(made)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer \u00e9", "Bearer null"})
  void whoDoesNotKnowItIsRefused(String header) throws Exception {
    token.make();
    isRefused(header);
    isRefused(OperateToken.header(state) + "0");
    isRefused(OperateToken.header(state).substring(0, 60));
    isRefused(OperateToken.header(state).substring("Bearer ".length()));
    isRefused("Bearer " + "0".repeat(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "short", "it has a blank in its middle", "\u00e9\u00e9\u00e9"})
  void whatIsNoTokenLetsNobodyThroughAndIsMadeAnew(String content) throws Exception {
    Files.writeString(file(), content);
    isRefused("Bearer " + content);
    isRefused("Bearer " + content.strip());
    token.make();
    assertThat(OperateToken.header(state)).matches("Bearer [0-9a-f]{64}");
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
    assertThat(OperateToken.header(state)).isEqualTo("Bearer written-by-the-administrator");
    assertThat(mode()).isEqualTo("rw-------");
  }

  @Test
  void aDirectoryInItsPlaceIsPutAside() throws Exception {
    Files.createDirectories(file().resolve("within"));
    token.make();
    assertThat(OperateToken.header(state)).matches("Bearer [0-9a-f]{64}");
  }

  @Test
  void theOneOfTheConfigurationIsAsGood() throws Exception {
    OperateToken both = token(", \"token\": \"" + WRITTEN + "\"");
    assertThat(both.isShown("Bearer " + WRITTEN)).isTrue();
    both.make();
    String made = OperateToken.header(state);
    assertThat(made).doesNotContain(WRITTEN);
    assertThat(both.isShown(made)).isTrue();
    assertThat(both.isShown(made.replace("Bearer", "bearer"))).isTrue();
    assertThat(both.isShown("Bearer " + WRITTEN)).isTrue();
    isRefused("Bearer " + WRITTEN);
  }

  private void isRefused(String header) {
    assertThat(token.isShown(header)).isFalse();
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
