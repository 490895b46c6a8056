// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.ChangeReason;
import java.util.List;

/** What the keeper of the record has to know of the other servers when it has looked. */
public interface GroupView {

  /** True when {@code value} is one that another server may have put into the record. */
  boolean mayHaveWritten(String value);

  /** True when {@code value} is one that this server may have put into the record. */
  boolean weMayHaveWritten(String value);

  /** True when this server is the one to tell the administrator of an edit by hand. */
  boolean leaveTellingToUs();

  /** Those that may have done something without our hearing of it: they are not linked. */
  List<String> outOfReach();

  /** True while nobody knows what a link's loss means. */
  boolean inDoubt();

  /** True while an operator wants nothing to be moved. */
  boolean isHeld();

  /** True when this server only says what it would do: nothing is ever written. */
  boolean onlyObserves();

  /** True when a wish for this cause may be written now. */
  boolean allow(ChangeReason cause);
}
