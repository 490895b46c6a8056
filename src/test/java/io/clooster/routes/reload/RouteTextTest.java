// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.config.YamlText;
import io.clooster.routes.reload.RouteText.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTextTest {
  private static final String TWO =
      """
      - route: {id: a, from: {uri: "timer:a"}}
      - route: {id: b, from: {uri: "timer:b"}}
      - beans: [{name: c, type: java.lang.Object}]
      """;

  @TempDir private Path directory;

  private RouteText text(String text) throws IOException, BrokenSave {
    return RouteText.read(Files.writeString(directory.resolve("x.yaml"), text), true);
  }

  @Test
  void onlyWhatIsWrittenOtherwiseDiffers() throws Exception {
    RouteText before = text(TWO);

    assertThat(RouteText.differing(before, text("# a comment\n" + TWO))).isEmpty();
    assertThat(RouteText.differing(before, text(TWO.replace("timer:b", "timer:x"))))
        .containsExactly(new Item(RouteText.ROUTE, "b"));
    assertThat(RouteText.differing(before, text(TWO.replace("name: c", "name: d"))))
        .containsExactlyInAnyOrder(new Item(RouteText.BEAN, "c"), new Item(RouteText.BEAN, "d"));
  }

  @Test
  void aKameletIsOneItem() throws Exception {
    assertThat(text("metadata: {name: k}\nspec: {}").names(RouteText.KAMELET)).containsExactly("k");
  }

  @Test
  void aRouteMaySayThatItLasts() throws Exception {
    String lasting = "- route: {id: a, group: not-reloaded}";

    assertThat(text(lasting).lasting()).containsExactly("a");
    assertThat(text(TWO).lasting()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | it is empty",
        "# only a comment | nothing in it is a route, a bean or a Kamelet",
        "- route: [ | it is no YAML: line 1: ",
        "route: {id: a} | nothing in it is a route, a bean or a Kamelet",
        "[] | nothing in it is a route, a bean or a Kamelet",
        "- only words | an item in it says nothing that Camel could run",
        "[{route: {id: a}}, {route: {id: a}}] | there are two of route \"a\""
      })
  void whatCanNotRunIsRefused(String text, String what) {
    assertThatThrownBy(() -> text(text)).isInstanceOf(BrokenSave.class).hasMessageContaining(what);
  }

  @Test
  void whatIsNoTextOrNoFileIsRefused() throws Exception {
    Path file = directory.resolve("x.yaml");

    Files.write(file, new byte[] {'-', ' ', (byte) 0xff});
    assertThatThrownBy(() -> RouteText.read(file, false)).hasMessage("it is not UTF-8");
    Files.write(file, new byte[YamlText.LARGEST + 1]);
    assertThatThrownBy(() -> RouteText.read(file, false)).hasMessage("it is larger than 256 KiB");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> RouteText.read(file, false)).hasMessage("it is a directory");
  }
}
