// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing, by where it is missed; the forms are in {@link ConfigMistakesTest}. */
class PlaceholdersTest {
  @TempDir private Path directory;

  private InvalidValue missed(@Nullable String credentials) {
    var placeholders =
        new Placeholders(
            directory, name -> name.equals("CREDENTIALS_DIRECTORY") ? credentials : null);
    return catchThrowableOfType(
        InvalidValue.class, () -> placeholders.resolve("{{file:token}}", source -> {}));
  }

  @Test
  void aServiceIsHandedTheFile() {
    assertThat(missed("/run/credentials/clooster.service").remedy())
        .contains("systemctl edit clooster", "LoadCredential=");
  }

  @Test
  void anybodyElseMakesIt() {
    assertThat(missed(null).remedy()).startsWith("create it");
  }
}
