// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** A message to the administrator; {@code run} is the run of the server that wrote it. */
record Letter(String run, String id, String kind, String title, String text) {}
