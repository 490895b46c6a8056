// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This server's key pair and certificate, made once and kept in one file of the state directory.
 * Nobody signs the certificate and nobody has to know it: the proof binds the shared key to
 * whatever certificate a connection shows. So the file may be deleted at any time; the next start
 * makes another.
 */
final class Identity {
  /** The file's name. */
  static final String FILE = "identity.p12";

  static final String ALIAS = "clooster";

  /**
   * The format wants a password. It protects nothing, as it stands here: the file's mode does, and
   * so it is checked.
   */
  static final String PASSWORD = "clooster";

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final KeyStore keys;
  private final Certificate certificate;

  private Identity(KeyStore keys, Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /**
   * The identity in this directory, which must exist; made if there is none.
   *
   * @throws IdentityFailure with a message that is made to be shown to the user
   */
  static Identity in(Path stateDirectory) {
    Path file = stateDirectory.resolve(FILE);
    if (Files.notExists(file)) {
      KeyTool.make(file);
    }
    refuseIfOthersMayRead(file);
    return load(file);
  }

  KeyStore keys() {
    return keys;
  }

  Certificate certificate() {
    return certificate;
  }

  private static void refuseIfOthersMayRead(Path file) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (!OWNERS.containsAll(mode)) {
        throw new IdentityFailure(
            "the private key of this server, "
                + file
                + ", may be used by others (mode "
                + PosixFilePermissions.toString(mode)
                + "). Delete it, and the next start makes a new one; or, if you are sure that nobody"
                + " has read it, chmod 600 it");
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Identity load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      @Nullable Certificate certificate = keys.getCertificate(ALIAS);
      if (certificate == null
          || !(keys.getKey(ALIAS, PASSWORD.toCharArray()) instanceof PrivateKey)) {
        throw new IOException("it holds no key and certificate called " + ALIAS);
      }
      return new Identity(keys, certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw unreadable(file, e);
    }
  }

  private static IdentityFailure unreadable(Path file, Exception e) {
    return new IdentityFailure(
        "the key and certificate of this server, "
            + file
            + ", can't be read: "
            + e
            + ". Make the file readable for this user; or delete it, and the next start makes a new"
            + " one: the other servers need not know");
  }
}
