// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.rfc2136;

import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Body;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The operations of a zone's primary name server. A write is one UPDATE, whose prerequisites are
 * the record sets as they were read: the server carries out all of it, or nothing.
 */
public final class Rfc2136 {
  /** What may be moved, or be a claim. */
  private static final List<Integer> TYPES = List.of(Type.CNAME, Type.A, Type.AAAA, Type.TXT);

  private final PrimaryServer server;

  public Rfc2136(PrimaryServer server) throws IOException {
    this.server = server;
    train();
  }

  /** The first write of a process is a failover's: its classes are loaded before. */
  private void train() throws IOException {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", "train.example");
    set.put("type", "TXT");
    set.put("ttl", 60);
    set.put("before", List.of("\"v=1\""));
    set.put("after", List.of("\"v=2\""));
    int ignored =
        server.sign(
            ZoneUpdate.of(Map.of("zone", "example", "conditional", true, "sets", List.of(set))));
  }

  /** All records of the names, of the types that matter: a question for each, side by side. */
  public List<Map<String, Object>> read(@Body Map<String, Object> order)
      throws DnsFailure, InterruptedException {
    PrimaryServer.Conversation primary = server.begin();
    Map<Name, Map<Integer, CompletionStage<Message>>> asked = new LinkedHashMap<>();
    for (String name : PlainData.texts(order, "names")) {
      Name owner = name(name);
      Map<Integer, CompletionStage<Message>> questions = new LinkedHashMap<>();
      for (int type : TYPES) {
        Message query = Message.newQuery(Record.newRecord(owner, type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        questions.put(type, primary.send(query));
      }
      asked.put(owner, questions);
    }
    List<Map<String, Object>> records = new ArrayList<>();
    for (Map.Entry<Name, Map<Integer, CompletionStage<Message>>> owner : asked.entrySet()) {
      for (Map.Entry<Integer, CompletionStage<Message>> question : owner.getValue().entrySet()) {
        Message answer = primary.answer(question.getValue());
        found(answer, owner.getKey(), question.getKey(), records);
      }
    }
    return records;
  }

  private void found(Message answer, Name owner, int type, List<Map<String, Object>> records)
      throws DnsFailure {
    int status = answer.getRcode();
    if (status != Rcode.NOERROR && status != Rcode.NXDOMAIN) {
      throw server.refusal(answer, "the zone of " + owner.toString(true));
    }
    if (!answer.getHeader().getFlag(Flags.AA)) {
      throw new DnsFailure(
          server + " does not have the zone of " + owner.toString(true) + " (no authority)");
    }
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record.getType() == type && record.getName().equals(owner)) {
        records.add(
            record(
                owner.toString(true), Type.string(type), record.rdataToString(), record.getTTL()));
      }
    }
  }

  /**
   * Makes each set hold what it is to hold.
   *
   * @return the sets as they stand now
   * @throws DnsConflict when one was not as it had been read; nothing is changed then
   */
  public List<Map<String, Object>> write(@Body Map<String, Object> order)
      throws DnsConflict, DnsFailure, IOException, InterruptedException {
    update(order);
    List<Map<String, Object>> records = new ArrayList<>();
    for (Map<?, ?> set : PlainData.maps(order, "sets")) {
      for (String content : PlainData.texts(set, "after")) {
        records.add(
            record(
                PlainData.text(set, "name"),
                PlainData.text(set, "type"),
                content,
                ZoneUpdate.ttl(set)));
      }
    }
    return records;
  }

  /** Makes a TXT record of that name, and deletes it again. */
  public String trial(@Body Map<String, Object> order)
      throws DnsConflict, DnsFailure, IOException, InterruptedException {
    update(trialOrder(order, List.of("\"made by clooster check\"")));
    update(trialOrder(order, List.of()));
    return "";
  }

  private static Map<String, Object> trialOrder(Map<String, Object> order, List<String> after) {
    Map<String, Object> set =
        Map.of(
            "name",
            PlainData.text(order, "name"),
            "type",
            "TXT",
            "ttl",
            60,
            "before",
            List.of(),
            "after",
            after);
    return Map.of(
        "zone", PlainData.text(order, "zone"), "conditional", false, "sets", List.of(set));
  }

  private void update(Map<String, Object> order)
      throws DnsConflict, DnsFailure, IOException, InterruptedException {
    Message update = ZoneUpdate.of(order);
    PrimaryServer.Conversation primary = server.begin();
    Message answer = primary.answer(primary.send(update));
    switch (answer.getRcode()) {
      case Rcode.NOERROR -> {}
      case Rcode.YXDOMAIN, Rcode.YXRRSET, Rcode.NXRRSET, Rcode.NXDOMAIN ->
          throw new DnsConflict(Rcode.string(answer.getRcode()));
      default -> throw server.refusal(answer, "the zone " + PlainData.text(order, "zone"));
    }
  }

  private static Map<String, Object> record(String name, String type, String content, long ttl) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", name);
    record.put("type", type);
    record.put("content", content);
    record.put("ttl", ttl);
    return record;
  }

  private static Name name(String name) throws DnsFailure {
    try {
      return ZoneUpdate.name(name);
    } catch (IOException e) {
      throw new DnsFailure("no name of DNS: " + name);
    }
  }
}
