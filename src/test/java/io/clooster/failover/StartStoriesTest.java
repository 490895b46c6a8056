// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import org.junit.jupiter.api.Test;

/** What is told while the first links of a start are still to come. */
class StartStoriesTest {

  @Test
  void thatOurOwnChecksFailBeforeTheFirstLinkDoesNotMeanThatNobodyIsWell() {
    // Given: b is well, and holds the record; the link to it takes three seconds
    GroupStory story = GroupStory.starts("a", "a", "b").recordIsSetTo("b");

    // When
    story.ownHealth(false).after("3s").toldNothing();

    // Then
    story.links("b").after("20s").toldNothing();
  }

  @Test
  void norDoesItForOneThatIsNotThePreferredServer() {
    // Given
    GroupStory story = GroupStory.starts("b", "a", "b").recordIsSetTo("a");

    // When
    story.ownHealth(false).after("3s").toldNothing();

    // Then
    story.links("a").after("20s").toldNothing();
  }

  @Test
  void thatNobodyIsWellIsToldWhenTheStartIsOver() {
    // Given
    GroupStory story = GroupStory.starts("a", "a", "b").recordIsSetTo("a");

    // When
    story.ownHealth(false).links("b").ill("b");

    // Then
    story.after("1m").told("no-eligible-server [a] No server is eligible");
  }
}
