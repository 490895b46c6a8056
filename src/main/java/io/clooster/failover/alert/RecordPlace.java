// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.NobodyFit;
import org.jspecify.annotations.Nullable;

/**
 * Where the record points.
 *
 * @param value what it holds; null while that is not known
 * @param stays whether it has to stay there, as no server is fit to hold it
 * @param why why none is, where it has to stay; null else
 */
public record RecordPlace(@Nullable String value, boolean stays, @Nullable NobodyFit why) {}
