// SPDX-License-Identifier: Apache-2.0
/** What a Kamelet's property holds arrives letter by letter, where an endpoint's URI names it. */
@NullMarked
package io.clooster.routes.literal;

import org.jspecify.annotations.NullMarked;
