// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator can have done: shown by the page's script alone, as it sends the token in a
 * header.
 */
final class PageOrders {
  private PageOrders() {}

  static void write(Html page, JsonNode status, String server) {
    page.raw(
        """
        <section id="operate" hidden><h2>Operate</h2>
        <form id="unlock" autocomplete="off"><div><label for="token">Operator's token (operate.token \
        in the state directory)</label><input id="token" type="password" autocomplete="off" required>\
        </div><button>Show the orders</button></form>
        <form id="orders" hidden><button type="button" id="drain">Drain this server</button>\
        <button type="button" id="resume">Resume this server</button>
        <button type="button" id="hold">Hold all moves for an hour</button>\
        <button type="button" id="release">Release all moves</button>
        <div><label for="to">Hand the record to</label><select id="to">""");
    page.element("option", server);
    all(status.path("peers"), "name").forEach(each -> page.element("option", each));
    page.raw(
        """
        </select></div><button type="button" id="switch">Hand it over</button>\
        <button type="button" id="auto">Choose no server any more</button></form>
        <p id="said" role="status"></p></section>
        """);
  }

  private static List<String> all(JsonNode list, String field) {
    List<String> all = new ArrayList<>();
    for (JsonNode each : list) {
      all.add(each.path(field).asText());
    }
    return all;
  }
}
