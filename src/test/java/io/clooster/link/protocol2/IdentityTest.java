// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  @TempDir private Path directory;

  @Test
  void itIsMadeOnceForItsOwnerAlone() throws Exception {
    // When
    Identity made = Identity.in(directory);
    Identity read = Identity.in(directory);

    // Then
    assertThat(read.certificate()).isEqualTo(made.certificate());
    assertThat(made.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(mode()).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws Exception {
    // Given
    Identity.in(directory);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    // Then
    assertThatThrownBy(() -> Identity.in(directory))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("may be used by others (mode rw-r-----)")
        .hasMessageContaining("Delete it, and the next start makes a new one");
  }

  @Test
  void aBrokenFileSaysWhatToDo() throws Exception {
    // Given
    write(new byte[] {1, 2, 3});

    // Then
    assertThatThrownBy(() -> Identity.in(directory))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("can't be read")
        .hasMessageContaining("delete it, and the next start makes a new one");
  }

  @Test
  void aFileWithoutTheKeySaysSo() throws Exception {
    // Given
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    Files.createFile(
        file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var out = Files.newOutputStream(file())) {
      empty.store(out, Identity.PASSWORD.toCharArray());
    }

    // Then
    assertThatThrownBy(() -> Identity.in(directory))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("it holds no key and certificate called clooster");
  }

  @Test
  void aDirectoryThatIsNotThereSaysSo() {
    assertThatThrownBy(() -> Identity.in(directory.resolve("nowhere")))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("can't be made in " + directory.resolve("nowhere"))
        .hasMessageContaining("Is the directory writable");
  }

  @Test
  void onlyTls13IsSpoken() throws Exception {
    // When
    var engine = new LinkTls(directory.toString()).createSSLContext(null).createSSLEngine();

    // Then
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isNull();
  }

  private void write(byte[] bytes) throws Exception {
    Files.write(file(), bytes);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
  }

  private Path file() {
    return directory.resolve("identity.p12");
  }

  private String mode() throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}
