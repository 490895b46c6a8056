// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import org.jspecify.annotations.Nullable;

/**
 * No server is fit to hold the record, so it stays where it points.
 *
 * @param server where it points
 * @param check the check that fails, with its answer; null where that is not known
 */
public record Unserved(String server, @Nullable String check) {}
