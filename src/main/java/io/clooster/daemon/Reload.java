// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.message.Messages;
import io.clooster.message.Texts;
import io.clooster.routes.CloserLook;
import io.clooster.routes.OwnRoutes;
import io.clooster.routes.reload.RouteReload;
import io.clooster.routes.reload.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceHelper;

/** Gives a daemon what lets saved files take effect while it runs. */
final class Reload {
  /** By which {@code reload.camel.yaml} asks for a look. */
  static final String BEAN = "routeReload";

  private Reload() {}

  /** For one that has not started yet. */
  static RouteReload of(
      Main camel, Config config, Path home, UserSettings users, OwnRoutes own, CloserLook look) {
    Path routes = RouteDirectory.routes(home);
    RouteReload reload =
        new RouteReload(
            routes,
            own,
            look,
            texts -> trial(camel, config, home, users, texts),
            () -> words(camel, routes));
    camel.bind(BEAN, reload);
    camel.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport main) {
            reload.in(main.getCamelContext());
          }
        });
    return reload;
  }

  private static List<Trial.Failure> trial(
      Main camel, Config config, Path home, UserSettings users, Map<Path, byte[]> texts) {
    try {
      return TrialBuild.of(config, home, users, texts).stream()
          .map(failed -> new Trial.Failure(failed.file(), failed.route(), failed.fault()))
          .toList();
    } finally {
      // Simple holds on to the context that began to use it last: to all that was tried.
      ServiceHelper.startService(camel.getCamelContext().resolveLanguage("simple"));
    }
  }

  private static List<Problem> words(Main camel, Path routes) {
    Texts texts = Texts.of(routes);
    if (texts.mistakes().isEmpty()) {
      camel.getCamelContext().getRegistry().findSingleByType(Messages.class).use(texts);
    }
    return texts.mistakes();
  }
}
