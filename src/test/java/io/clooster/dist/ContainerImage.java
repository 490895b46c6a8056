// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The container image, made by the build out of {@code target/clooster}. */
public final class ContainerImage {
  private final Path directory;

  /**
   * Nothing is built yet.
   *
   * @param directory for all that is written, a new one
   */
  public ContainerImage(Path directory) {
    this.directory = directory;
  }

  /** Builds it as {@code ./mvnw -Pruntime,image package} does, without what comes before. */
  public Path built() throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      Tool.notRun("a root directory of its own is for root");
    }
    Tool.find("busybox", "busybox-static");
    Tool.find("dumb-init", "dumb-init");
    Files.createDirectories(directory);
    return build(
        "first",
        "antrun:run@runtime",
        "assembly:single@runtime-archive",
        "exec:exec@image-root",
        "jib:buildTar@image");
  }

  /** The same once more, at another time and in another place, with the class data of the first. */
  public Path builtAgain() throws IOException, InterruptedException {
    return build("second", "exec:exec@image-root", "jib:buildTar@image");
  }

  private Path build(String name, String... goals) throws IOException, InterruptedException {
    Path file = directory.resolve(name + ".tar");
    List<Object> words =
        new ArrayList<>(
            List.of(
                "-B",
                "-q",
                "-Pruntime,image",
                "-Druntime.directory=" + directory.resolve("runtime"),
                "-Druntime.output=" + directory,
                "-Dimage.root=" + directory.resolve(name),
                "-Dimage.class-data=" + directory.resolve("class-data"),
                "-Dimage.file=" + file));
    words.addAll(List.of(goals));
    Command maven =
        ExampleBuild.maven(words.toArray()).with("TZ", "second".equals(name) ? "Japan" : "UTC");
    ExampleBuild.isWhole(
        ExampleBuild.here(maven, 8), "the image needs plugins of Maven Central, out of reach");
    return file;
  }
}
