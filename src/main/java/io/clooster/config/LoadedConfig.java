// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/**
 * A configuration, and what there is to say of how it was written.
 *
 * @param config what it says
 * @param remarks what can be lived with
 */
public record LoadedConfig(Config config, ConfigRemarks remarks) {}
