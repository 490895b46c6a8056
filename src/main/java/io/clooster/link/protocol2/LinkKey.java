// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.config.Secret;

/**
 * A secret that all servers share.
 *
 * @param id tells the keys of a list from each other, and is no secret: up to 64 letters, digits,
 *     {@code . _ -}; {@code default} for the unnamed key of a configuration that has just one
 */
public record LinkKey(String id, Secret secret) {
  public LinkKey {
    if (!Syntax.KEY.matcher(id).matches()) {
      throw new IllegalArgumentException("key id: up to 64 letters, digits, . _ - please");
    }
    if (secret.value().isEmpty()) {
      throw new IllegalArgumentException("key: is empty");
    }
  }
}
