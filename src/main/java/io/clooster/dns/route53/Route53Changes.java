// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import io.clooster.dns.PlainData;
import io.clooster.dns.TxtContent;
import io.clooster.dns.ZoneNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Turns a change into one batch, which Route 53 does as a whole or not at all
 * (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html). A
 * set is deleted as it was read, and made as it is to be: where it is not as it was read, or one is
 * there that was not, the batch is refused.
 */
public final class Route53Changes {
  /** Seconds, where nobody says. */
  private static final long TTL = 60;

  /** The body of a write. */
  public String write(@Variable("order") Map<String, Object> order) {
    StringBuilder changes = new StringBuilder();
    for (Map<?, ?> set : PlainData.maps(order, "sets")) {
      String name = PlainData.text(set, "name");
      String type = PlainData.text(set, "type").toUpperCase(Locale.ROOT);
      long ttl = set.get("ttl") instanceof Number seconds ? seconds.longValue() : TTL;
      changes.append(change("DELETE", name, type, ttl, PlainData.texts(set, "before")));
      List<String> after =
          PlainData.texts(set, "after").stream()
              .map(content -> ZoneNames.dotted(type, content))
              .toList();
      changes.append(change("CREATE", name, type, ttl, after));
    }
    return batch(changes.toString());
  }

  /** The body of a write that makes a TXT record of the order's name. */
  public String trial(@Variable("order") Map<String, Object> order) {
    return batch(trial("CREATE", order));
  }

  /** The body of one that deletes it again. */
  public String trialOver(@Variable("order") Map<String, Object> order) {
    return batch(trial("DELETE", order));
  }

  private static String trial(String action, Map<String, Object> order) {
    List<String> content = List.of(TxtContent.TRIAL);
    return change(action, PlainData.text(order, "name"), "TXT", TTL, content);
  }

  private static String change(
      String action, String name, String type, long ttl, List<String> contents) {
    if (contents.isEmpty()) {
      return "";
    }
    StringBuilder records = new StringBuilder();
    for (String content : contents) {
      records.append(element("ResourceRecord", element("Value", Route53Xml.escaped(content))));
    }
    String set =
        element("Name", Route53Xml.escaped(name) + ".")
            + element("Type", Route53Xml.escaped(type))
            + element("TTL", String.valueOf(ttl))
            + element("ResourceRecords", records.toString());
    return element("Change", element("Action", action) + element("ResourceRecordSet", set));
  }

  private static String batch(String changes) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
        + element("ChangeBatch", element("Changes", changes))
        + "</ChangeResourceRecordSetsRequest>";
  }

  private static String element(String name, String inner) {
    return "<" + name + ">" + inner + "</" + name + ">";
  }
}
