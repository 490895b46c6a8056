// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.util.FileUtil;

/** Of the files that Camel finds, lets it load at the start those with which the failover runs. */
public final class ShippedFiles extends DefaultRoutesCollector {
  private final Set<String> own;

  /** All but the user's own of {@code sources}. */
  public ShippedFiles(RouteSources sources) {
    own =
        Set.copyOf(
            java.util.stream.Stream.concat(sources.own().stream(), sources.ownKamelets().stream())
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.toSet()));
  }

  @Override
  public Collection<Resource> findRouteResourcesFromDirectory(
      CamelContext camelContext, String excludePattern, String includePattern) {
    return super.findRouteResourcesFromDirectory(camelContext, excludePattern, includePattern)
        .stream()
        .filter(resource -> !own.contains(FileUtil.stripPath(resource.getLocation())))
        .toList();
  }
}
