// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.dns.server.PowerDnsServer;
import io.clooster.dns.server.UpdatedNameServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** The baseline: what a failover asks of a name server, by a library and nothing around it. */
interface BareCalls {
  /** Reads the record and its claim. */
  void read() throws Exception;

  /** Reads, and moves both to the second server by what was there at first. */
  void move() throws Exception;

  String CLAIM_OF_SECOND = "\"v=1 epoch=2 holder=" + Pair.SECOND + " renew=10\"";

  /** By RFC 2136: a question for each name and type, side by side, and one UPDATE. */
  static BareCalls dns(int port, String algorithm) throws Exception {
    SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    resolver.setTCP(true);
    resolver.setEDNS(-1);
    resolver.setTimeout(Duration.ofSeconds(10));
    resolver.setTSIGKey(new TSIG(TSIG.algorithmToName(algorithm), Name.fromString(UpdatedNameServer.KEY + "."),
        Base64.getDecoder().decode(UpdatedNameServer.SECRET)));
    Name record = Name.fromString(Pair.RECORD + ".");
    Name claim = Name.fromString(Race.CLAIM + ".");
    return new BareCalls() {
      @Override
      public void read() {
        List<CompletionStage<Message>> asked = new ArrayList<>();
        for (Name name : List.of(record, claim)) {
          for (int type : new int[] {Type.CNAME, Type.A, Type.AAAA, Type.TXT}) {
            asked.add(resolver.sendAsync(Message.newQuery(Record.newRecord(name, type, DClass.IN))));
          }
        }
        asked.forEach(answer -> check(answer.toCompletableFuture().join()));
      }

      @Override
      public void move() throws Exception {
        read();
        Update update = new Update(Name.fromString("example.com."));
        update.present(record(record, Type.CNAME, 0, Pair.FIRST + "."));
        update.present(record(claim, Type.TXT, 0, "\"of somebody else\""));
        update.delete(record, Type.CNAME);
        update.add(record(record, Type.CNAME, 60, Pair.SECOND + "."));
        update.delete(claim, Type.TXT);
        update.add(record(claim, Type.TXT, 60, "\"of somebody else\""));
        update.add(record(claim, Type.TXT, 60, CLAIM_OF_SECOND));
        check(resolver.send(update));
      }
    };
  }

  private static Record record(Name name, int type, long ttl, String content) throws Exception {
    return Record.fromString(name, type, DClass.IN, ttl, content, Name.root);
  }

  private static void check(Message answer) {
    // A name that is a CNAME is answered by what stands at its target: nothing.
    if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /** By PowerDNS's API: a GET for each name, side by side, twice as the last look wants it, and one PATCH. */
  static BareCalls http(int port) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    String zone = "http://127.0.0.1:" + port + "/api/v1/servers/localhost/zones/example.com.";
    return new BareCalls() {
      @Override
      public void read() {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (String name : List.of(Pair.RECORD, Race.CLAIM)) {
          asked.add(client.sendAsync(request(zone + "?rrset_name=" + name + ".").GET().build(),
              HttpResponse.BodyHandlers.ofString()));
        }
        asked.forEach(answer -> check(answer.join()));
      }

      @Override
      public void move() throws Exception {
        read();
        read();
        String body = """
            {"rrsets": [
              {"name": "%s.", "type": "TXT", "ttl": 60, "changetype": "REPLACE", "records": [
                {"content": "\\"of somebody else\\"", "disabled": false}, {"content": "%s", "disabled": false}]},
              {"name": "%s.", "type": "CNAME", "ttl": 60, "changetype": "REPLACE", "records": [
                {"content": "%s.", "disabled": false}]}]}
            """.formatted(Race.CLAIM, CLAIM_OF_SECOND.replace("\"", "\\\""), Pair.RECORD, Pair.SECOND);
        check(client.send(request(zone).header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString()));
      }
    };
  }

  private static HttpRequest.Builder request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).header("X-API-Key", PowerDnsServer.KEY);
  }

  private static void check(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }
}
