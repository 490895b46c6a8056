// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What somebody gets who depends on Clooster: the jar, and the pom that is published with it. */
class LibraryIT {
  /** For the distribution only: the command line, its logger, and what {@code check} reads by. */
  private static final Set<String> OURS =
      Set.of(
          "jna",
          "picocli",
          "slf4j-simple",
          "logback-classic",
          "logback-core",
          "logstash-logback-encoder",
          "json-schema-validator");

  /** What only the last of these needs. */
  private static final Set<String> OF_THE_VALIDATOR =
      Set.of("itu", "jackson-dataformat-yaml", "snakeyaml");

  /** Whatever else lay at its root would be found by the application as its own. */
  @Test
  void theJarHasNothingAtItsRootThatAnApplicationWouldRead() throws Exception {
    try (JarFile jar = new JarFile(ExampleBuild.JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .hasSizeGreaterThan(300)
          .allMatch(name -> name.matches("(META-INF|io)/.*"))
          .contains("io/clooster/Clooster.class", "io/clooster/routes/shipped/topics.camel.yaml");
      assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.startsWith("io")))
          .allMatch(name -> name.equals("io/") || name.startsWith("io/clooster/"));
      assertThat(jar.stream().map(entry -> entry.getName()))
          .noneMatch(name -> name.matches("META-INF/services/(org\\.slf4j|ch\\.qos).*"));
    }
  }

  @Test
  void thePomNamesEachJarThatWeRunWithInOurVersionAndNoLogger() throws Exception {
    Set<String> brought = new TreeSet<>();
    var project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(ExampleBuild.POM.toFile())
            .getDocumentElement();
    var all = project.getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      if (Set.of("compile", "runtime").contains(text(dependency, "scope"))) {
        assertThat(text(dependency, "optional")).isIn("", "false");
        brought.add(text(dependency, "artifactId") + "-" + text(dependency, "version") + ".jar");
      } else {
        assertThat(text(dependency, "scope")).isIn("provided", "test");
      }
    }

    Set<String> distributed = new TreeSet<>();
    for (String jar : TestInstallation.filesIn(TestInstallation.built().lib())) {
      String name = jar.replaceFirst("-\\d.*", "");
      if (!OURS.contains(name) && !OF_THE_VALIDATOR.contains(name) && !name.equals("clooster")) {
        distributed.add(jar);
      }
    }
    assertThat(brought).isEqualTo(distributed).hasSizeGreaterThan(50);
    assertThat(TestInstallation.filesIn(TestInstallation.built().lib()))
        .as("the distribution has its logger and its command line")
        .anyMatch(jar -> jar.startsWith("slf4j-simple-"))
        .anyMatch(jar -> jar.startsWith("picocli-"));
    assertThat(project.getElementsByTagName("dependencyManagement").getLength()).isZero();
    assertThat(Path.of("examples/embedded/pom.xml"))
        .content()
        .contains("<version>" + text(project, "version") + "</version>");
  }

  /** Of the first such element, empty if there is none. */
  private static String text(Element of, String name) {
    var found = of.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
