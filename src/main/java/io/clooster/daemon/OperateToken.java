// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.config.Config;
import io.clooster.config.Secret;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * {@code operate.token} in the state directory: who can read it may tell this server what to do. It
 * is made once, and kept over restarts. What the configuration has as {@code operate.token} is as
 * good.
 */
public final class OperateToken {
  /** Its name in the state directory. */
  public static final String NAME = "operate.token";

  private static final String SCHEME = "Bearer ";
  private static final int BYTES = 32;

  /** Also one that somebody wrote there; none that is guessed, nor an empty one. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");

  private final Path stateDirectory;
  private final @Nullable Secret written;

  /** Of the server of this configuration. */
  public OperateToken(Config config) {
    this.stateDirectory = config.stateDir();
    Config.Operate operate = config.operate();
    this.written = operate == null ? null : operate.token();
  }

  /** Makes it where there is none that is good for something, and closes it to others. */
  void make() throws IOException {
    Path file = stateDirectory.resolve(NAME);
    PrivateDirectory.fileWithin(file);
    try {
      header(stateDirectory);
    } catch (FileSystemException e) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      StateFile.replace(file, HexFormat.of().formatHex(random).getBytes(UTF_8));
    }
  }

  /**
   * The header {@code Authorization} that shows it.
   *
   * @throws java.nio.file.AccessDeniedException where this user may not read it
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws FileSystemException where what is there is none
   */
  public static String header(Path stateDirectory) throws IOException {
    Path file = stateDirectory.resolve(NAME);
    String token = new String(StateFile.read(file), UTF_8).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new FileSystemException(
          file.toString(), null, "holds no token: 16 to 512 visible ASCII characters");
    }
    return SCHEME + token;
  }

  /**
   * Lets through who knows it.
   *
   * @param header {@code Authorization}, as it was sent; null for none
   */
  public void check(@Variable("token") @Nullable String header) throws OrderRefused {
    byte[] shown = header == null ? new byte[0] : header.getBytes(UTF_8);
    // Both, whatever the first one says: how long it takes tells nothing.
    boolean isWritten =
        written != null && MessageDigest.isEqual(shown, (SCHEME + written.value()).getBytes(UTF_8));
    boolean isMade = isMade(shown);
    if (!isWritten && !isMade) {
      throw new OrderRefused(
          401,
          "show the token of "
              + stateDirectory.resolve(NAME)
              + " as the header \"Authorization: Bearer TOKEN\"");
    }
  }

  private boolean isMade(byte[] shown) {
    try {
      return MessageDigest.isEqual(shown, header(stateDirectory).getBytes(UTF_8));
    } catch (IOException e) {
      return false; // Nobody can show what is not there.
    }
  }
}
