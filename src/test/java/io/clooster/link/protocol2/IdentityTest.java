// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clooster.testing.Logged;
import io.clooster.testing.NamedPipe;
import io.clooster.testing.Slow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class IdentityTest {
  @TempDir private Path directory;

  @Test
  void itIsMadeOnceForItsOwnerAlone() throws Exception {
    // When
    Identity made;
    Identity read;
    try (Logged log = Logged.by("clooster")) {
      made = Identity.in(directory);
      read = Identity.in(directory);

      // Then
      assertThat(log.lines())
          .as("told before it takes its time, and when it does only")
          .singleElement()
          .asString()
          .startsWith("INFO identity=" + file() + " state=making: ");
    }
    assertThat(read.certificate()).isEqualTo(made.certificate());
    assertThat(made.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(mode()).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void onAFullDiskTheReasonIsNamed() {
    // When
    Throwable refused = catchThrowable(() -> KeyTool.roomFor(Path.of("/dev/full")));

    // Then
    assertThat(refused)
        .isInstanceOf(IOException.class)
        .hasMessage("nothing can be written there: No space left on device");
    assertThat(KeyTool.failure(file(), Path.of("keytool"), (IOException) refused))
        .endsWith(
            "with keytool: nothing can be written there: No space left on device. The disk is full: make room there");
    assertThat(KeyTool.failure(file(), Path.of("keytool"), new IOException("exit status 1")))
        .endsWith("exit status 1. Is the directory writable, is the Java runtime complete?");
  }

  @Test
  void ofOneThatIsNeededOnceNothingIsLogged() throws Exception {
    try (Logged log = Logged.by("clooster")) {
      assertThat(LinkTls.once(directory).certificate()).isNotEmpty();

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aKeyThatOthersMayHaveReadIsPutAsideAndMadeAnew() throws Exception {
    // Given
    Identity known = Identity.in(directory);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    // Then
    assertMadeAnew("others may have read its private key (mode rw-r-----)");
    assertThat(Identity.in(directory).certificate()).isNotEqualTo(known.certificate());
  }

  @Test
  void anEmptyFileIsPutAsideAndMadeAnew() throws Exception {
    write(new byte[0]);
    assertMadeAnew("it is empty");
  }

  @Test
  void garbageIsPutAsideAndMadeAnew() throws Exception {
    write(new byte[] {1, 2, 3});
    assertMadeAnew("it can't be read (");
  }

  @Test
  void aTruncatedFileIsPutAsideAndMadeAnew() throws Exception {
    Identity.in(directory);
    byte[] whole = Files.readAllBytes(file());
    for (int length : new int[] {1, 20, whole.length / 2}) {
      write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> IdentityFile.read(file())).isInstanceOf(UnusableIdentity.class);
    }
    write(Arrays.copyOf(whole, whole.length - 1));
    assertMadeAnew("it can't be read (");
  }

  @Test
  void anyFlippedBitEndsInAnIdentity() throws Exception {
    Identity.in(directory);
    byte[] whole = Files.readAllBytes(file());
    var dice = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      byte[] broken = whole.clone();
      broken[dice.nextInt(broken.length)] ^= (byte) (1 << dice.nextInt(8));
      write(broken);
      try {
        IdentityFile.read(file());
      } catch (UnusableIdentity e) {
        assertThat(e).hasMessageMatching("(?s)it .*|its .*");
      }
    }
  }

  @Test
  void aHugeFileIsPutAsideUnread() throws Exception {
    write(new byte[70_000]);
    assertMadeAnew("it is larger than 64 KiB");
  }

  @Test
  void anotherPasswordIsPutAsideAndMadeAnew() throws Exception {
    KeyStore other = KeyStore.getInstance("PKCS12");
    other.load(null, null);
    store(other, "another one");
    assertMadeAnew("it can't be read (");
  }

  @Test
  void aFileWithoutTheKeyIsPutAsideAndMadeAnew() throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    store(empty, Identity.PASSWORD);
    assertMadeAnew("it holds no key and certificate called clooster");
  }

  @Test
  void aKeyOfAnotherTypeIsPutAsideAndMadeAnew() throws Exception {
    keytool("-keyalg", "RSA", "-keysize", "2048");
    assertMadeAnew("its key is of the type RSA instead of EC");
  }

  @Test
  void aCertificateThatHasExpiredIsAsGoodAsAnyOther() throws Exception {
    // Given
    keytool("-keyalg", "EC", "-startdate", "-10d", "-validity", "1");
    byte[] before = Files.readAllBytes(file());

    // When
    Identity.in(directory);

    // Then
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void aCertificateThatIsNotTheKeysIsPutAsideAndMadeAnew() throws Exception {
    // Given
    Identity one = Identity.in(directory);
    Files.delete(file());
    Identity other = Identity.in(directory);
    var password = Identity.PASSWORD.toCharArray();
    KeyStore mixed = KeyStore.getInstance("PKCS12");
    mixed.load(null, null);
    mixed.setKeyEntry(
        Identity.ALIAS,
        one.keys().getKey(Identity.ALIAS, password),
        password,
        new Certificate[] {other.certificate()});
    store(mixed, Identity.PASSWORD);

    // Then
    assertMadeAnew("its certificate is not that of its key");
  }

  @Test
  void aDirectoryInItsPlaceIsPutAsideAsItIs() throws Exception {
    Files.writeString(Files.createDirectory(file()).resolve("kept"), "kept");
    assertMadeAnew("it is no file");
    assertThat(directory.resolve("identity.p12.unusable-1/kept")).hasContent("kept");
  }

  @Test
  void aPipeInItsPlaceHoldsNothingUp() throws Exception {
    NamedPipe.at(file());
    assertMadeAnew("it is no file");
  }

  @Test
  void aLinkToNowhereIsPutAside() throws Exception {
    Files.createSymbolicLink(file(), directory.resolve("nowhere"));
    assertMadeAnew("it is no file");
  }

  @Test
  void ofManyThatAreNoUseThreeAreKept() throws Exception {
    // When
    for (int i = 1; i <= 4; i++) {
      write(new byte[] {(byte) i});
      Identity.in(directory);
    }

    // Then
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(4);
    }
    assertThat(directory.resolve("identity.p12.unusable-3")).hasBinaryContent(new byte[] {4});
  }

  @Test
  void whatCanNotBePutAsideSaysWhatToDo() throws Exception {
    // Given
    for (int i = 1; i <= 3; i++) {
      Path full = Files.createDirectory(directory.resolve("identity.p12.unusable-" + i));
      Files.createFile(full.resolve("kept"));
    }
    write(new byte[0]);

    // Then
    assertThatThrownBy(() -> Identity.in(directory))
        .isInstanceOf(IdentityFailure.class)
        .hasMessageContaining("can't be put aside")
        .hasMessageContaining("Delete it, and the next start makes a new one");
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

  private void assertMadeAnew(String why) throws Exception {
    try (Logged log = Logged.by("clooster")) {
      // When
      Identity made = Identity.in(directory);

      // Then
      assertThat(made.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
      assertThat(log.with("state=put aside: " + why)).hasSize(1);
    }
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(
            Files.exists(directory.resolve("identity.p12.unusable-1"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }

  private void store(KeyStore keys, String password) throws Exception {
    var bytes = new ByteArrayOutputStream();
    keys.store(bytes, password.toCharArray());
    write(bytes.toByteArray());
  }

  private void keytool(String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "clooster",
                "-dname",
                "CN=Clooster",
                "-storetype",
                "PKCS12",
                "-keystore",
                file().toString(),
                "-storepass",
                Identity.PASSWORD));
    command.addAll(List.of(more));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
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
