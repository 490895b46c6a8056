// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What takes the build beyond its twelve minutes, and is another turn of what is tested in it
 * anyway: {@code ./mvnw -B -Pfull verify} runs it, and so does {@code .ci/run}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("full")
public @interface Full {}
