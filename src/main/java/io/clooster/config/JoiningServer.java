// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The configuration of the next server, made of the one of a server that has it already.
 *
 * @param config of the next server
 * @param text its file: that of this server, with the other name in it; and, where the list lacked
 *     that, with a new version of the list
 * @param added whether the list of servers lacked it
 * @param files what else it needs: the files of {@code {{file:…}}}
 */
public record JoiningServer(Config config, String text, boolean added, Set<Path> files) {
  /** What the documentation says of a group. */
  private static final int MOST = 9;

  /** Copies the set. */
  public JoiningServer {
    files = Set.copyOf(files);
  }

  /**
   * Makes it.
   *
   * @param file of this server
   * @param server name of the next one, as the user wrote it
   * @param kamelets see {@link ConfigReader#read}
   * @throws ConfigException if the file can't be used, or can't be used for that server
   */
  public static JoiningServer of(Path file, String server, Path kamelets, Environment environment)
      throws ConfigException {
    Config here = ConfigReader.read(file, kamelets, environment);
    String text = ConfigFile.load(file, new Problems(file));
    if (!RelaxedJson.parse(text, new Problems(file)).entries().containsKey("servers")) {
      throw refusal(
          file,
          "other_server",
          "is a pair's, whose two files differ in more than a name",
          "write \"servers\" with all names in its place, and \"listen\" in place of \"server\" and"
              + " \"client\"");
    }
    ServerAddress name = named(file, server);
    List<String> names = here.servers().stream().map(Config.Server::name).toList();
    if (name.canonical().equals(here.thisServer())) {
      throw refusal(
          file,
          "this_server",
          "is " + HostName.shown(server) + " already: this is that server's own file",
          "name another server");
    }
    boolean added = !names.contains(name.canonical());
    if (added && names.size() >= MOST) {
      throw refusal(
          file,
          "servers",
          "are " + names.size() + " already, and " + MOST + " at most",
          "remove one first");
    }
    ServerLines lines = ServerLines.of(text);
    String joined =
        added ? lines.with(name.text(), here.serversVersion() + 1) : lines.with(name.text());
    LoadedConfig loaded = ConfigReader.load(joined, file, kamelets, environment);
    return new JoiningServer(loaded.config(), joined, added, loaded.remarks().files());
  }

  private static ServerAddress named(Path file, String server) throws ConfigException {
    try {
      return ServerAddress.parse(server);
    } catch (InvalidValue e) {
      throw refusal(file, "this_server", Quoting.quoted(server) + " " + e.what(), e.remedy());
    }
  }

  private static ConfigException refusal(Path file, String key, String what, String remedy) {
    Problems problems = new Problems(file);
    problems.add(0, key, what, remedy);
    return problems.asException(new ConfigRemarks(List.of(), List.of(), false, Set.of()));
  }
}
