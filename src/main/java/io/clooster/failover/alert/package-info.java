// SPDX-License-Identifier: Apache-2.0
/**
 * Tell, the last room: what the administrator has to know, raised once and closed once. Looks at
 * the rooms before it, and changes nothing there.
 */
@NullMarked
package io.clooster.failover.alert;

import org.jspecify.annotations.NullMarked;
