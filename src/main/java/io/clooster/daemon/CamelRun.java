// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.Redaction;
import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.config.LoadedConfig;
import io.clooster.message.Texts;
import io.clooster.routes.CloserLook;
import io.clooster.routes.OwnRoutes;
import io.clooster.routes.RouteSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the shipped routes run in a Camel context that was not made by us: that of {@code camel
 * run}, say. {@code beans.yaml} names it first, so Camel makes it before any other bean, any
 * setting and any route. It reads the configuration that <code>{{clooster.config}}</code> names,
 * gives the context what ours has from the beginning, and sees to the rest at its start and its end
 * ({@link RoutesElsewhere}). Where the configuration is there already, the context is ours, and
 * nothing is left to do.
 */
public final class CamelRun implements CamelContextAware {
  /** The property that names the configuration. */
  static final String CONFIG_FILE = "clooster.config";

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private @Nullable CamelContext context;

  /**
   * Makes the context ready.
   *
   * @throws StartFailure when it can't be, after saying why in the log
   */
  public void prepare() throws StartFailure {
    CamelContext running = getCamelContext();
    if (running == null
        || running.getRegistry().lookupByNameAndType(RouteBeans.CONFIG, Config.class) != null) {
      return;
    }
    // Camel tries a bean that failed once more.
    StartFailure earlier = running.getCamelContextExtension().getContextPlugin(StartFailure.class);
    if (earlier != null) {
      throw earlier;
    }
    try {
      prepare(running);
    } catch (StartFailure e) {
      running.getCamelContextExtension().addContextPlugin(StartFailure.class, e);
      String.valueOf(e.getMessage()).lines().forEach(line -> LOG.error("state=failed: {}", line));
      throw e;
    }
  }

  private static void prepare(CamelContext context) throws StartFailure {
    Optional<Path> directory = FlatDirectory.of(context);
    Config config = config(context, directory);
    Redaction.hide(Secrets.of(config));
    OwnRoutes own =
        new OwnRoutes(new RouteSources(List.of(), List.of(), List.of()), false, CloserLook.NONE);
    RunningRoutes running = RunningRoutes.prepare(config, Daemon.CALL_DEADLINE, own);
    try {
      beans(config, directory, running, context.getRegistry());
      settings(config, directory, context);
      new RoutesElsewhere(config, running).joins(context);
    } catch (RuntimeException e) {
      running.close();
      throw StartFailure.of(e, config);
    }
  }

  private static Config config(CamelContext context, Optional<Path> directory) throws StartFailure {
    Path file =
        context
            .getPropertiesComponent()
            .resolveProperty(CONFIG_FILE)
            .filter(name -> !name.isBlank())
            .map(Path::of)
            .orElseThrow(
                () ->
                    new StartFailure(
                        "nothing says where the configuration is. Name it by the property "
                            + CONFIG_FILE
                            + ", as in --property "
                            + CONFIG_FILE
                            + "=/etc/clooster/clooster.json"));
    try {
      LoadedConfig loaded =
          ConfigReader.load(file, directory.orElseGet(() -> Path.of("kamelets")), System::getenv);
      loaded.remarks().warnings().forEach(warning -> LOG.warn("config={}", warning));
      if (loaded.config().reload()) {
        LOG.warn("config={}: reload: has no effect here; restart instead", file);
      }
      return loaded.config();
    } catch (ConfigException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private static void beans(
      Config config, Optional<Path> directory, RunningRoutes running, Registry registry) {
    Texts texts = directory.map(Texts::ofOptional).orElseGet(Texts::shipped);
    RouteBeans.of(
            config,
            CamelSetup.mapping(config),
            CamelSetup.messages(config, texts),
            running.limits())
        .forEach(registry::bind);
    registry.bind("ownRoutes", running.own().keptAside());
  }

  private static void settings(Config config, Optional<Path> directory, CamelContext context) {
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    Properties settings =
        CamelSettings.beside(
            properties.loadProperties(key -> key.startsWith("camel.")).stringPropertyNames(),
            config,
            FlatDirectory.kamelets(directory));
    settings.setProperty("reload", "false");
    // Camel has set these already: they say how it finds all others.
    if (settings.remove(CamelSettings.ENVIRONMENT) instanceof String mode) {
      properties.setEnvironmentVariableMode(Integer.parseInt(mode));
    }
    if (settings.remove(CamelSettings.SYSTEM) instanceof String mode) {
      properties.setSystemPropertiesMode(Integer.parseInt(mode));
    }
    properties.addPropertiesSource(new ConfigSource(settings));
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }
}
