// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.Redaction;
import java.util.Map;
import org.apache.camel.main.MainConfigurationDevConsole;

/** What Camel was set to. Of Camel's own type, as Camel adds to it, and without a secret. */
final class MainSettingsConsole extends MainConfigurationDevConsole {
  @Override
  protected String doCallText(Map<String, Object> options) {
    return Redaction.of(super.doCallText(options));
  }

  @Override
  protected Map<String, Object> doCallJson(Map<String, Object> options) {
    return MaskedJson.of(super.doCallJson(options));
  }
}
