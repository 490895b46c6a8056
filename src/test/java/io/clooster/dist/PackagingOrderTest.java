// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What packages are made of is made before them, whatever profiles are on. */
class PackagingOrderTest {
  /**
   * Within a phase Maven goes by the order in which plugins first appear, in the pom with all
   * profiles in it: with two of them the archive was packed before its Java was there.
   */
  @Test
  void theJavaOfTheArchiveIsMadeInAnEarlierPhase() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    XPath path = XPathFactory.newInstance().newXPath();
    String execution = "//profile[id='runtime']//execution[id='%s']/phase";

    assertThat(path.evaluate(execution.formatted("runtime"), pom)).isEqualTo("prepare-package");
    assertThat(path.evaluate(execution.formatted("runtime-archive"), pom)).isEqualTo("package");
  }
}
