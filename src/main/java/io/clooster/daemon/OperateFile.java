// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code operate.json} in the state directory, by which the commands find the daemon: where it
 * listens, and the run that does.
 *
 * @param address of its HTTP interface, {@code http://127.0.0.1:4280} say
 * @param run names this run of the daemon; its answers hold the same name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperateFile(String address, String run) {
  /** Its name in the state directory. */
  public static final String NAME = "operate.json";

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What another run has left there.
   *
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws java.nio.file.AccessDeniedException where this user may not read it
   */
  public static OperateFile read(Path stateDirectory) throws IOException {
    return JSON.readValue(StateFile.read(stateDirectory.resolve(NAME)), OperateFile.class);
  }

  /** Puts it there, whole at any moment. */
  void write(Path stateDirectory) throws IOException {
    StateFile.replace(stateDirectory.resolve(NAME), JSON.writeValueAsBytes(this));
  }
}
