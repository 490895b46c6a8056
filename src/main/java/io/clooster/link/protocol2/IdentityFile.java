// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the file of an {@link Identity}, and puts aside what is none. */
final class IdentityFile {
  private static final int LARGEST = 64 * 1024;

  /** So many unusable ones are kept; the last one is replaced by the next. */
  private static final int KEPT = 3;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private IdentityFile() {}

  /** Reads it, whatever it is, with an end. */
  static Identity read(Path file) throws UnusableIdentity {
    if (!Files.isRegularFile(file)) {
      throw new UnusableIdentity("it is no file");
    }
    try {
      refuseIfOthersMayRead(file);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(new ByteArrayInputStream(bytes(file)), Identity.PASSWORD.toCharArray());
      Certificate certificate = keys.getCertificate(Identity.ALIAS);
      if (certificate == null
          || !(keys.getKey(Identity.ALIAS, Identity.PASSWORD.toCharArray())
              instanceof PrivateKey key)) {
        throw new UnusableIdentity("it holds no key and certificate called " + Identity.ALIAS);
      }
      tryOut(key, certificate);
      return new Identity(keys, certificate);
    } catch (AccessDeniedException e) {
      throw new UnusableIdentity("this user may not read it");
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableIdentity("it can't be read (" + e.getMessage() + ")");
    } catch (RuntimeException e) {
      // Java's reader of this format meets broken input with more than it declares.
      throw new UnusableIdentity("it can't be read (" + e + ")");
    }
  }

  /**
   * Moves it out of the way, as it is.
   *
   * @return where it is now
   * @throws IdentityFailure when it has to stay
   */
  static Path putAside(Path file) {
    try {
      for (int number = 1; ; number++) {
        Path aside = file.resolveSibling(Identity.FILE + ".unusable-" + number);
        if (number == KEPT) {
          Files.deleteIfExists(aside);
        }
        if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
          return Files.move(file, aside);
        }
      }
    } catch (IOException e) {
      throw new IdentityFailure(
          "the key and certificate of this server, "
              + file
              + ", are no use, and can't be put aside: "
              + e
              + ". Delete it, and the next start makes a new one: the other servers need not know");
    }
  }

  private static byte[] bytes(Path file) throws IOException, UnusableIdentity {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length == 0 || bytes.length > LARGEST) {
        throw new UnusableIdentity(
            bytes.length == 0 ? "it is empty" : "it is larger than " + LARGEST / 1024 + " KiB");
      }
      return bytes;
    }
  }

  /** Whoever has read the key can pass for us on the way to a peer: it is of no use any more. */
  private static void refuseIfOthersMayRead(Path file) throws IOException, UnusableIdentity {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (!OWNERS.containsAll(mode)) {
      throw new UnusableIdentity(
          "others may have read its private key (mode "
              + PosixFilePermissions.toString(mode)
              + ")");
    }
  }

  /** The peers take an elliptic curve's only, and what is signed must fit the certificate. */
  private static void tryOut(PrivateKey key, Certificate certificate)
      throws GeneralSecurityException, UnusableIdentity {
    @Nullable String kind = certificate.getPublicKey().getAlgorithm();
    if (!"EC".equals(kind)) {
      throw new UnusableIdentity("its key is of the type " + kind + " instead of EC");
    }
    byte[] something = Identity.ALIAS.getBytes(US_ASCII);
    Signature signs = Signature.getInstance("SHA256withECDSA");
    signs.initSign(key);
    signs.update(something);
    byte[] signed = signs.sign();
    Signature verifies = Signature.getInstance("SHA256withECDSA");
    verifies.initVerify(certificate.getPublicKey());
    verifies.update(something);
    if (!verifies.verify(signed)) {
      throw new UnusableIdentity("its certificate is not that of its key");
    }
  }
}
