// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the state can be kept where the configuration says. The only proof is to make something
 * there, or in the directory in which it would be made; that is deleted at once.
 */
public final class StateTrial {
  /** Begins as what a state directory holds, so that a daemon that looks takes no offence. */
  private static final String PROBE = "lock-";

  private StateTrial() {}

  /**
   * What keeps state from being kept there.
   *
   * @param certain false where it keeps only this user from it, and Clooster may run as another one
   */
  public record Trouble(Problem problem, boolean certain) {}

  /**
   * What keeps this user from keeping state there.
   *
   * @param file the configuration
   * @param state the directory, which need not exist
   */
  public static Optional<Trouble> of(Path file, Path state) {
    Path there = state.toAbsolutePath();
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Optional.of(
          trouble(
              true,
              file,
              state,
              there + " is no directory",
              "name another one, or move that away"));
    }
    try {
      Files.delete(Files.createTempFile(there, PROBE, ".probe"));
      return Optional.empty();
    } catch (AccessDeniedException e) {
      String user = String.valueOf(System.getProperty("user.name"));
      return Optional.of(
          trouble(
              false,
              file,
              state,
              "the user " + user + " may not write into " + there,
              "give it to the user that Clooster runs as (chown), or name another one; if that is"
                  + " not "
                  + user
                  + ", check as that one"));
    } catch (IOException e) {
      return Optional.of(
          trouble(
              true,
              file,
              state,
              "nothing can be made in " + there + reason(e),
              "name a directory on a disk that can be written"));
    }
  }

  private static Trouble trouble(
      boolean certain, Path file, Path state, String what, String remedy) {
    return new Trouble(
        new Problem(file.toString(), 0, "state_dir", state + " can't be used: " + what, remedy),
        certain);
  }

  private static String reason(IOException failure) {
    @Nullable String reason =
        failure instanceof FileSystemException refused ? refused.getReason() : failure.getMessage();
    return reason == null ? "" : " (" + reason + ")";
  }
}
