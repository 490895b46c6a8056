// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code clooster.json}. It is read strictly: a key that nobody knows or a value that can't
 * be meant is an error, as a server that nobody watches is only noticed when it is too late.
 */
public final class ConfigReader {
  /** Where systemd says that state belongs ({@code StateDirectory=}). */
  private static final String STATE_DIRECTORY = "STATE_DIRECTORY";

  private final Path file;
  private final Environment environment;
  private final KameletCatalog kamelets;
  private final Problems problems;
  private final Map<String, Service> services = new LinkedHashMap<>();

  private ConfigReader(Path file, Path kamelets, Environment environment) {
    this.file = file;
    this.environment = environment;
    this.kamelets = new KameletCatalog(kamelets);
    this.problems = new Problems(file);
  }

  /**
   * The configuration in a file.
   *
   * @param file the file, as the user named it
   * @param kamelets the directory {@code routes/kamelets}, which says what other messengers there
   *     are; needn't exist
   * @param environment for {@code {{env:NAME}}} and the default of {@code state_dir}
   * @throws ConfigException if it can't be used, with everything that is wrong
   */
  public static Config read(Path file, Path kamelets, Environment environment)
      throws ConfigException {
    return new ConfigReader(file, kamelets, environment).config();
  }

  private Config config() throws ConfigException {
    Node.Block block = RelaxedJson.parse(ConfigFile.load(file, problems), problems);
    BlockReader root =
        new BlockReader(block, "", new Placeholders(directory(), environment), problems);

    ServerAddress self =
        root.required(
            "this_server", ValueType.SERVER, "write this server's host name: \"srv1.example.com\"");
    ServerAddress other =
        root.required(
            "other_server", ValueType.SERVER, "write the other's host name: \"srv2.example.com\"");
    if (self != null && other != null && self.canonical().equals(other.canonical())) {
      root.problem("other_server", "is the same as this_server", "write the other server's name");
    }
    String key =
        root.required(
            "key",
            ValueType.TEXT,
            "write a long random text, the same on both servers: \"key\": \"…\"");
    Config.Role role = RoleBlocks.read(root);
    Config.DnsRecord record = record(root, self);
    messenger(root, "pushbullet").ifPresent(b -> keep("pushbullet", PushbulletBlock.read(b)));
    BlockReader periods = root.block("link");
    Config.Link link = periods == null ? LinkBlock.DEFAULTS : LinkBlock.read(periods);
    Path stateDir = stateDir(root);
    ownMessengers(root);

    if (!problems.none()
        || self == null
        || other == null
        || key == null
        || role == null
        || record == null) {
      throw problems.asException();
    }
    return new Config(
        self.text(),
        other.text(),
        new Secret(key),
        role,
        link,
        record,
        stateDir,
        values(),
        secrets(key));
  }

  private Config.@Nullable DnsRecord record(BlockReader root, @Nullable ServerAddress self) {
    if (!root.has(CloudflareBlock.NAME)) {
      root.problem(
          CloudflareBlock.NAME,
          "is missing",
          "write a block with \"token\", \"zone\", \"record\" and \"preferred_value\"");
      return null;
    }
    BlockReader block = root.block(CloudflareBlock.NAME);
    if (block == null) {
      return null;
    }
    Service service = new Service();
    services.put(CloudflareBlock.NAME, service);
    return CloudflareBlock.read(block, self, service);
  }

  private static Optional<BlockReader> messenger(BlockReader root, String name) {
    return Optional.ofNullable(root.block(name));
  }

  /** Any other block is a messenger's, if there is a Kamelet of its name; else it is a mistake. */
  private void ownMessengers(BlockReader root) {
    List<String> known = new ArrayList<>(root.asked());
    known.addAll(kamelets.names());
    for (String name : root.unasked()) {
      Optional<Kamelet> kamelet = kamelets.messenger(name);
      if (kamelet.isPresent()) {
        messenger(root, name).ifPresent(b -> keep(name, MessengerBlock.read(b, kamelet.get())));
      } else {
        String meant =
            Spelling.closest(name, known).map(k -> "did you mean \"" + k + "\"? If ").orElse("if ");
        problems.add(
            root.line(name),
            Shown.plain(name),
            "is an unknown key",
            meant
                + "it is a messenger of your own, put "
                + Shown.plain(name)
                + KameletCatalog.SUFFIX
                + " into routes/kamelets");
      }
    }
  }

  private void keep(String name, Service service) {
    services.put(name, service);
  }

  private Path stateDir(BlockReader root) {
    Path written = root.optional("state_dir", ValueType.PATH);
    Path stateDir = written == null ? defaultStateDir() : directory().resolve(written);
    if (Files.exists(stateDir) && !Files.isDirectory(stateDir)) {
      root.problem("state_dir", "is a file, not a directory", "write the path of a directory");
    }
    return stateDir;
  }

  private Path defaultStateDir() {
    String bySystemd = environment.get(STATE_DIRECTORY);
    if (bySystemd != null && !bySystemd.isBlank()) {
      // Several are separated by colons; the first is the service's own.
      return directory().resolve(bySystemd.split(":", 2)[0]);
    }
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return directory().resolve(stem + ".state");
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private Map<String, Map<String, String>> values() {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    services.forEach((name, service) -> values.put(name, service.values()));
    return values;
  }

  private Set<Secret> secrets(String key) {
    Set<Secret> secrets = new LinkedHashSet<>();
    secrets.add(new Secret(key));
    services.values().forEach(service -> secrets.addAll(service.secrets()));
    return secrets;
  }
}
