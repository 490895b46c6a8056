// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Camel's developer consoles, none of which shows a secret. Without those that would run what
 * somebody sends them: a local port is open to every user of the machine.
 */
final class MaskedConsoles implements DevConsoleRegistry {
  /** They read, write and evaluate whatever they are asked to, a queue of the failover included. */
  private static final Set<String> LEFT_OUT = Set.of("eval-language", "receive", "send");

  private final DevConsoleRegistry all;
  private volatile boolean configured;

  private MaskedConsoles(DevConsoleRegistry all) {
    this.all = all;
  }

  /**
   * Puts them in the place of Camel's own; null where {@code camel-console} is not on the class
   * path. Before Camel is configured, as its server may answer from then on.
   */
  static @Nullable MaskedConsoles install(CamelContext context) {
    @Nullable DevConsoleRegistry all =
        context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
    if (all == null) {
      return null;
    }
    MaskedConsoles masked = new MaskedConsoles(all);
    all.register(new MainSettingsConsole());
    context.getCamelContextExtension().addContextPlugin(DevConsoleRegistry.class, masked);
    return masked;
  }

  /** Camel has set the consoles' options, for which it needs them as they are. */
  void configured() {
    configured = true;
  }

  @Override
  public @Nullable DevConsole resolveById(String id) {
    if (!configured) {
      return all.resolveById(id);
    }
    return LEFT_OUT.contains(id) ? null : masked(all.resolveById(id));
  }

  @Override
  public Stream<DevConsole> stream() {
    return all.stream()
        .filter(console -> !LEFT_OUT.contains(console.getId()))
        .map(MaskedConsoles::masked)
        .filter(Objects::nonNull);
  }

  private static @Nullable DevConsole masked(@Nullable DevConsole console) {
    return console == null || console instanceof MainSettingsConsole
        ? console
        : new MaskedConsole(console);
  }

  @Override
  public boolean isEnabled() {
    return all.isEnabled();
  }

  @Override
  public void setEnabled(boolean enabled) {
    all.setEnabled(enabled);
  }

  @Override
  public boolean register(DevConsole console) {
    return all.register(console);
  }

  @Override
  public boolean unregister(DevConsole console) {
    return all.unregister(console);
  }

  @Override
  public void loadDevConsoles() {
    all.loadDevConsoles();
  }

  @Override
  public void loadDevConsoles(boolean force) {
    all.loadDevConsoles(force);
  }

  @Override
  public CamelContext getCamelContext() {
    return all.getCamelContext();
  }

  @Override
  public void setCamelContext(CamelContext context) {
    all.setCamelContext(context);
  }

  @Override
  public String getId() {
    return all.getId();
  }

  @Override
  public void setId(String id) {
    all.setId(id);
  }

  @Override
  public void build() {
    all.build();
  }

  @Override
  public void init() {
    all.init();
  }

  @Override
  public void start() {
    all.start();
  }

  @Override
  public void stop() {
    all.stop();
  }
}
