// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which settings of Camel's the failover relies on. */
final class SettingRules {
  /** Longer than a stop may take in all. */
  private static final int LONGEST_STOP = 4;

  private static final String SHUTDOWN = "camel.main.shutdown-timeout";

  private static final String ALL_ENDPOINTS = "it is for the endpoints of the failover, too";

  private static final String OWN_ENDPOINTS = "set it as an option of your own endpoints";

  private static final String USED_AGAIN =
      "in exchanges that are used again the failover's steps meet what another one has left, and"
          + " the record can't be read";

  private static final Pattern POOLED = Pattern.compile("\\bPooled\\w*ExchangeFactory\\b");

  /** A profile that only those use who name it; by that name it would be everybody's. */
  private static final Pattern OWN_THREADS =
      Pattern.compile(
          "camel\\.thread-?pool\\.config\\[(?!['\"]?defaultThreadPoolProfile['\"]?\\]).*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEAN =
      Pattern.compile("camel\\.beans\\.([^.\\[]+).*", Pattern.CASE_INSENSITIVE);

  private static final List<Rule> RULES =
      List.of(
          leftOut("camel.main.routes-include-pattern"),
          leftOut("camel.main.routes-exclude-pattern"),
          leftOut("camel.main.routes-collector"),
          leftOut("camel.main.routes-reload"),
          leftOut("camel.main.routes-source-dir"),
          leftOut("camel.main.route-filter"),
          leftOut("camel.main.java-routes"),
          leftOut("camel.main.auto-startup"),
          leftOut("camel.main.startup-recorder"),
          leftOut("camel.main.auto-configuration"),
          leftOut("camel.main.duration"),
          leftOut("camel.main.property-placeholder"),
          leftOut("camel.component.properties."),
          leftOut("camel.main.location"),
          leftOut("camel.main.routes-builder"),
          leftOut("camel.main.base-package-scan"),
          leftOut("camel.main.context-reload"),
          leftOut("camel.routetemplate"),
          leftOut("camel.routecontroller"),
          leftOut("camel.startupcondition"),
          leftOut(
              "camel.main.file-configurations",
              "what it names would go past all rules",
              "write it into conf/application.properties"),
          leftOut(
              "camel.context",
              "it would go past all rules for camel.main",
              "write it as camel.main.…, if you can"),
          leftOut("camel.main.exchange-factory", USED_AGAIN, "remove this"),
          leftOut(
              "camel.main.extra-shutdown-timeout", "a stop has five seconds in all", "remove this"),
          leftOut("camel.main.endpoint-lazy-start-producer", ALL_ENDPOINTS, OWN_ENDPOINTS),
          leftOut("camel.main.endpoint-bridge-error-handler", ALL_ENDPOINTS, OWN_ENDPOINTS),
          leftOut("camel.debug", "a debugger halts every step of the failover", "remove this"),
          leftOut(
              "camel.threadpool",
              "the failover's calls side by side have their threads from there",
              "give your own step a pool: \"threads\" with poolSize, or a profile"
                  + " camel.threadpool.config[name]"),
          relied("camel.component.http.", "every call to the DNS provider and to notifiers"),
          relied("camel.component.https.", "every call to the DNS provider and to notifiers"),
          relied("camel.component.seda.", "the queues of the failover"),
          relied("camel.component.kamelet.", "how the failover calls providers and notifiers"),
          relied("camel.component.netty.", "the link between the servers"),
          relied("camel.component.direct.", "the way from one route of the failover to the next"),
          relied("camel.component.file.", "the outbox"),
          relied("camel.main.stream-caching", "the answers of the DNS provider"),
          relied("camel.main.jmx-update-route-enabled", "every step of the failover"),
          relied("camel.main.error-handler", "what happens when a step of the failover fails"),
          relied("camel.main.allow-use-original-message", "every step of the failover"),
          relied("camel.main.case-insensitive-headers", "every step of the failover"),
          relied("camel.main.type-converter", "every step of the failover"),
          relied("camel.main.autowired-enabled", "what components find by themselves"),
          relied("camel.trace", "the log, with all that is sent and read"),
          relied("camel.main.tracing", "the log, with all that is sent and read"),
          relied("camel.main.backlog-tracing", "how much memory the daemon takes"),
          relied("camel.main.debugging", "every step of the failover"));

  private static final Pattern GROUP = Pattern.compile("camel\\.([\\w-]*)(?=[.=]|$).*");

  /** What stands behind "camel." in a key that somebody reads. */
  private static final Set<String> GROUPS =
      Set.of(
          ("main context component dataformat language kamelet routetemplate beans variable ssl"
                  + " health rest resilience4j faulttolerance vault lra metrics opentelemetry"
                  + " opentelemetry2 telemetrydev mdc routecontroller debug trace devconsole"
                  + " threadpool server management startupcondition cluster cloud globaloptions")
              .split(" "));

  private SettingRules() {}

  private record Rule(String prefix, boolean leavesOut, String what, String remedy) {
    boolean isOf(UserSetting setting) {
      return UserSetting.folded(setting.key()).startsWith(UserSetting.folded(prefix))
          && (!prefix.endsWith(".") || setting.key().startsWith(prefix));
    }
  }

  private static Rule leftOut(String prefix) {
    return leftOut(
        prefix,
        "what is loaded and started here is Clooster's own business",
        "put routes of your own into routes/site/, and remove this");
  }

  private static Rule leftOut(String prefix, String why, String remedy) {
    return new Rule(prefix, true, "is left out: " + why, remedy);
  }

  private static Rule relied(String prefix, String changes) {
    return new Rule(
        prefix,
        false,
        "changes " + changes + ", which the failover relies on",
        "set it as an option of your own endpoints, if you can");
  }

  /**
   * True for what would keep the failover from being the failover: it is not passed on to Camel.
   */
  static boolean isLeftOut(UserSetting setting) {
    return rule(setting).filter(Rule::leavesOut).isPresent();
  }

  /** What the user should know of it. */
  static Optional<Problem> warning(UserSetting setting) {
    if (UserSetting.folded(setting.key()).equals(UserSetting.folded(SHUTDOWN))) {
      return shutdown(setting);
    }
    Matcher group = GROUP.matcher(setting.key());
    if (group.matches() && !GROUPS.contains(UserSetting.folded(group.group(1)))) {
      return Optional.of(
          setting.problem(
              "nothing reads this, as Camel knows no camel." + Quoting.plain(group.group(1)),
              "correct its name, or leave it out"));
    }
    return rule(setting).map(rule -> setting.problem(rule.what(), rule.remedy()));
  }

  private static Optional<Problem> shutdown(UserSetting setting) {
    String value = setting.value();
    if (!value.matches("\\d{1,9}") || Integer.parseInt(value) <= LONGEST_STOP) {
      return Optional.empty(); // What is no number, Camel says.
    }
    return Optional.of(
        setting.problem(
            "a stop has five seconds in all, and routes may take " + value + " s of them",
            "write " + LONGEST_STOP + " or less"));
  }

  /** Camel takes such a bean for its own by its class. */
  private static Optional<Rule> pooled(UserSetting setting) {
    return POOLED.matcher(setting.value()).find()
        ? Optional.of(leftOut(setting.key(), USED_AGAIN, "remove this"))
        : Optional.empty();
  }

  private static Optional<Rule> rule(UserSetting setting) {
    Matcher bean = BEAN.matcher(setting.key());
    if (bean.matches()) {
      String name = bean.group(1);
      return RouteBeans.names().contains(name)
          ? Optional.of(
              leftOut(
                  setting.key(),
                  "there is a bean " + Quoting.quoted(name) + " already",
                  "give yours another name"))
          : pooled(setting);
    }
    return OWN_THREADS.matcher(setting.key()).matches()
        ? Optional.empty()
        : RULES.stream().filter(rule -> rule.isOf(setting)).findFirst();
  }
}
