// SPDX-License-Identifier: Apache-2.0
/**
 * What are we, the third room: standby or active, and when that changes. Its answer is what the
 * record should hold, {@link io.clooster.failover.DesiredRecord}, handed over by {@link
 * io.clooster.failover.role.RecordControl}. Must not know how the record is made so.
 */
@NullMarked
package io.clooster.failover.role;

import org.jspecify.annotations.NullMarked;
