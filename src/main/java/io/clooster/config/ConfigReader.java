// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code clooster.json}. It is read strictly: a key that nobody knows or a value that can't
 * be meant is an error, as a server that nobody watches is only noticed when it is too late.
 */
public final class ConfigReader {
  private final Path file;
  private final Environment environment;
  private final KameletCatalog kamelets;
  private final Problems problems;
  private final Map<String, KameletSettings> services = new LinkedHashMap<>();

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
   * @param kamelets the directory {@code routes/kamelets}, which says what other notifiers there
   *     are; needn't exist
   * @param environment for {@code {{env:NAME}}} and the default of {@code state_dir}
   * @throws ConfigException if it can't be used, with everything that is wrong
   */
  public static Config read(Path file, Path kamelets, Environment environment)
      throws ConfigException {
    return load(file, kamelets, environment).config();
  }

  /**
   * The same, with what there is to say of how it is written.
   *
   * @throws ConfigException if it can't be used, with everything that is wrong
   */
  public static LoadedConfig load(Path file, Path kamelets, Environment environment)
      throws ConfigException {
    ConfigReader reader = new ConfigReader(file, kamelets, environment);
    return reader.load(ConfigFile.load(file, reader.problems));
  }

  /** The same of a file that held this text. */
  static LoadedConfig load(String text, Path file, Path kamelets, Environment environment)
      throws ConfigException {
    return new ConfigReader(file, kamelets, environment).load(text);
  }

  /**
   * What would be wrong with a file that held this text; nothing if it could be used.
   *
   * @param file needn't exist: what is relative is so to its directory
   * @param kamelets see {@link #read}
   */
  public static List<Problem> problems(
      String text, Path file, Path kamelets, Environment environment) {
    try {
      new ConfigReader(file, kamelets, environment).load(text);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private LoadedConfig load(String text) throws ConfigException {
    Node.Block block = RelaxedJson.parse(text, problems);
    Placeholders placeholders = new Placeholders(directory(), environment);
    BlockReader root = new BlockReader(block, "", placeholders, problems);
    return config(root, placeholders);
  }

  private LoadedConfig config(BlockReader root, Placeholders placeholders) throws ConfigException {
    // For editors; where it is doesn't matter here.
    root.optional("$schema", ValueType.TEXT);
    boolean group = root.has("servers");
    int protocol = protocol(root, group);
    List<Config.Key> keys = LinkKeys.read(root, protocol);
    DnsBlock dns = new DnsBlocks(root, kamelets, protocol).read(services);
    Topology members = group ? GroupShape.read(root, dns) : PairShape.read(root, dns, protocol);
    int serversVersion = serversVersion(root, group);
    List<Config.DnsRecord> records = dns == null ? null : dns.records(members);
    Config.Link link = LinkBlock.read(root.block("link"), protocol);
    Config.Claims claims = ClaimKeys.read(root, protocol, records);
    Config.Failback failback = FailbackKeys.read(root, protocol);
    boolean observing = ModeKey.observes(root, protocol);
    List<HealthCheck> checks = HealthChecks.read(root, protocol);
    Map<String, HookProgram> hooks = HooksBlock.read(root, protocol);
    Config.Verify verify = VerifyBlock.read(root);
    Config.Http http = HttpBlock.read(root, directory());
    Config.Operate operate = OperateBlock.read(root, members == null ? null : members.listen());
    Config.DeadMansSwitch deadMansSwitch = DeadMansSwitchBlock.read(root.block("dead_mans_switch"));
    boolean reload = root.or("reload", ValueType.SWITCH, false);
    Path stateDir = StatePlace.read(root, file, environment).directory();
    List<Config.Notifier> notifiers = notifiers(root);

    Map<String, Map<String, String>> values = values();
    Set<Secret> secrets = secrets(keys == null ? List.of() : keys, http, operate, deadMansSwitch);
    ConfigAdvice.give(
        root,
        new ConfigParts(protocol, keys, members, records, link, claims.on(), values),
        problems);
    ConfigRemarks remarks = remarks(secrets, placeholders);
    if (!problems.none() || members == null || keys == null || dns == null || records == null) {
      throw problems.asException(remarks);
    }
    Config config =
        new Config(
            protocol,
            members.thisServer(),
            members.servers(),
            serversVersion,
            members.listen(),
            keys,
            link,
            dns.provider(),
            records,
            claims,
            failback,
            observing,
            checks,
            hooks,
            verify,
            http,
            operate,
            deadMansSwitch,
            reload,
            stateDir,
            notifiers,
            values,
            secrets);
    return new LoadedConfig(config, remarks);
  }

  private ConfigRemarks remarks(Set<Secret> secrets, Placeholders placeholders) {
    return new ConfigRemarks(
        problems.warnings(),
        problems.advice(),
        secrets.stream().anyMatch(secret -> !placeholders.gave(secret.value())),
        placeholders.files());
  }

  private static int serversVersion(BlockReader root, boolean group) {
    if (!group) {
      root.reject(
          "servers_version",
          "is of a list \"servers\", and there is none",
          "remove it, or name all servers in \"servers\"");
      return 1;
    }
    return root.or("servers_version", ValueType.VERSION, 1);
  }

  private static int protocol(BlockReader root, boolean group) {
    int protocol = root.or("protocol", ValueType.PROTOCOL, group ? 2 : 1);
    if (group && protocol == 1) {
      root.problem(
          "protocol",
          "is 1, but servers (line " + root.line("servers") + ") are a group's",
          "remove it: groups need protocol 2; or name one \"other_server\" in place of"
              + " \"servers\"");
      return 2;
    }
    return protocol;
  }

  /** Any other block is a notifier's, if there is a Kamelet for it; else it is a mistake. */
  private List<Config.Notifier> notifiers(BlockReader root) {
    UnknownKeys unknown =
        new UnknownKeys(List.copyOf(root.asked()), kamelets.notifiers(), kamelets.providers());
    NotifierBlock block = new NotifierBlock(kamelets);
    List<Config.Notifier> notifiers = new ArrayList<>();
    for (String name : root.unasked()) {
      KameletSettings service = new KameletSettings();
      Config.Notifier notifier = block.read(root, name, service);
      if (notifier == null) {
        unknown.reject(root, name);
      } else {
        notifiers.add(notifier);
        services.put(name, service);
      }
    }
    return notifiers;
  }

  private Path directory() {
    return StatePlace.directoryOf(file);
  }

  private Map<String, Map<String, String>> values() {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    services.forEach((name, service) -> values.put(name, service.values()));
    return values;
  }

  private Set<Secret> secrets(
      List<Config.Key> keys,
      Config.Http http,
      Config.@Nullable Operate operate,
      Config.@Nullable DeadMansSwitch deadMansSwitch) {
    Set<Secret> secrets = new LinkedHashSet<>();
    keys.forEach(key -> secrets.add(key.secret()));
    services.values().forEach(service -> secrets.addAll(service.secrets()));
    if (http.proxy() != null && http.proxy().password() != null) {
      secrets.add(http.proxy().password());
    }
    if (operate != null && operate.token() != null) {
      secrets.add(operate.token());
    }
    if (deadMansSwitch != null) {
      secrets.add(deadMansSwitch.url());
    }
    return secrets;
  }
}
