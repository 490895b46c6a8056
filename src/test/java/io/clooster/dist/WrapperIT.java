// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Maven wrapper runs what its sum names, and nothing that only has the name. */
class WrapperIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir private Path temp;

  @Test
  void aForgedMavenIsNotRun() throws Exception {
    for (var file : new String[] {"mvnw", ".mvn/wrapper/maven-wrapper.properties"}) {
      var copy = temp.resolve("project").resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(PROJECT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    var forged = forgedMaven();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, forged.length);
          try (var body = exchange.getResponseBody()) {
            body.write(forged);
          }
        });
    server.start();
    try {
      var outcome =
          Command.of(temp.resolve("project/mvnw"), "--version")
              .with("JAVA_HOME", System.getProperty("java.home"))
              .with("HOME", temp)
              .with("MAVEN_USER_HOME", temp.resolve("m2"))
              .with("MVNW_REPOURL", "http://127.0.0.1:" + server.getAddress().getPort())
              .run();

      assertThat(outcome.out()).doesNotContain("forged");
      assertThat(outcome.err()).contains("Failed to validate Maven distribution SHA-256");
      assertThat(outcome.status()).isEqualTo(1);
    } finally {
      server.stop(0);
    }
  }

  /** A distribution of the right shape, whose Maven says that it is none. */
  private static byte[] forgedMaven() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("apache-maven-3.9.11/bin/mvn"));
      zip.write("#!/bin/sh\necho forged\n".getBytes(UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
