// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.util.regex.Pattern;

/**
 * What texts may look like. None may hold a space or a bracket: some reach our log before their
 * sender has proved anything.
 */
final class Syntax {
  /** A server's name. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,255}");

  /** A record's name, with its type where one likes. */
  static final Pattern RECORD = Pattern.compile("[A-Za-z0-9._:/*@-]{1,270}");

  /** The id of a key; empty for the only one. */
  static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{0,64}");

  /** What a DNS provider calls one record; it may go into the path of a call. */
  static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /** The name of a death: a server's name, and what keeps its deaths apart. */
  static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9._:-]{1,280}");

  /** What a server calls one run of its own. */
  static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /** 32 bytes in Base64. */
  static final Pattern BYTES32 = Pattern.compile("[A-Za-z0-9+/]{43}=");

  /** A word for a program. */
  static final Pattern CODE = Pattern.compile("[a-z_]{1,32}");

  /** A text for people; it is made fit for the log before it gets there. */
  static final Pattern WORDS = Pattern.compile("(?s).{0,600}");

  private Syntax() {}
}
