// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFilesTest {
  @TempDir private Path directory;
  private Path site;
  private Path file;
  private SavedFiles files;

  @BeforeEach
  void begin() throws IOException {
    site = directory.resolve("site");
    file = Files.writeString(directory.resolve("a.yaml"), "one");
    files = new SavedFiles(List.of(directory, site));
  }

  @Test
  void whatWasThereAtTheBeginningIsNotSaved() {
    assertThat(files.saved()).isEmpty();
    assertThat(files.saved()).isEmpty();
  }

  @Test
  void aFileIsSavedWhenTwoLooksFindItTheSame() throws IOException {
    Files.writeString(file, "");
    assertThat(files.saved()).isEmpty();
    Files.writeString(file, "half of ");
    assertThat(files.saved()).isEmpty();
    Files.writeString(file, "half of it and the rest");
    assertThat(files.saved()).isEmpty();

    assertThat(files.saved()).containsExactly(file);
    assertThat(files.saved()).isEmpty();
  }

  @Test
  void aFileThatTakesTheNameOfAnotherIsSaved() throws IOException {
    Path other = Files.writeString(directory.resolve("a.yaml.new"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(files.saved()).isEmpty();
    assertThat(files.saved()).containsExactly(file);
  }

  @Test
  void aNewFileInADirectoryThatIsMadeLaterIsSaved() throws IOException {
    Files.createDirectory(site);
    Path made = Files.writeString(site.resolve("mine.yaml"), "one");
    Files.writeString(site.resolve("mine.yaml~"), "what an editor keeps");

    assertThat(files.saved()).isEmpty();
    assertThat(files.saved()).containsExactly(made);
  }

  @Test
  void aDeletedFileIsToldOnce() throws IOException {
    Files.delete(file);

    assertThat(files.saved()).isEmpty();
    assertThat(files.saved()).containsExactly(file);
    assertThat(files.saved()).isEmpty();
  }

  @Test
  void aFileThatIsDeletedAndWrittenAgainBetweenTwoLooksIsNotGone() throws IOException {
    Files.delete(file);
    assertThat(files.saved()).isEmpty();
    Files.writeString(file, "again");

    assertThat(files.saved()).isEmpty();
    assertThat(files.saved()).containsExactly(file);
    assertThat(files.saved()).isEmpty();
  }
}
