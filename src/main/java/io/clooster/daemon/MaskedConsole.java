// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.Map;
import org.apache.camel.console.DevConsole;
import org.jspecify.annotations.Nullable;

/** One of Camel's developer consoles, and nothing secret in what it answers. */
final class MaskedConsole implements DevConsole {
  private final DevConsole console;

  MaskedConsole(DevConsole console) {
    this.console = console;
  }

  @Override
  public String getGroup() {
    return console.getGroup();
  }

  @Override
  public String getId() {
    return console.getId();
  }

  @Override
  public String getDisplayName() {
    return console.getDisplayName();
  }

  @Override
  public String getDescription() {
    return console.getDescription();
  }

  @Override
  public boolean supportMediaType(MediaType type) {
    return console.supportMediaType(type);
  }

  @Override
  public @Nullable Object call(MediaType type, Map<String, Object> options) {
    return MaskedJson.of(console.call(type, options));
  }
}
