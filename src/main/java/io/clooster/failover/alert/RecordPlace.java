// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.NobodyFit;
import org.jspecify.annotations.Nullable;

/**
 * Where the record points.
 *
 * @param value what it holds; null while that is not known
 * @param why why it has to stay there: no server is fit to hold it; null while one is
 */
public record RecordPlace(@Nullable String value, @Nullable NobodyFit why) {}
