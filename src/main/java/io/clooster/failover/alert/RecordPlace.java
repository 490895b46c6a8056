// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import org.jspecify.annotations.Nullable;

/**
 * Where the record points.
 *
 * @param value what it holds; null while that is not known
 * @param stays whether it has to stay there, as no server is fit to hold it
 * @param check the check that fails then, with its answer; null where that is not known
 */
public record RecordPlace(@Nullable String value, boolean stays, @Nullable String check) {}
