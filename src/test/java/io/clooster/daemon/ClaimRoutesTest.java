// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.ClaimWrite;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.Contract;
import io.clooster.sandbox.DnsRecord;
import io.clooster.sandbox.Sandbox;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped routes and Kamelets of a group, whose claim stands beside its record. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimRoutesTest {
  private static final String FIRST = "srv1.test";
  private static final String SECOND = "srv2.test";
  private static final String WWW = "www.example.com";
  private static final String NAME = "_clooster.www.example.com";
  private static final Duration RENEW = Duration.ofSeconds(60);

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  private Daemon daemon;
  private RouteDriver driver;
  private long number;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    cloudflare.addZone("example.com");
    cloudflare.allowToken("token-1");
    cloudflare.addRecord(WWW, "CNAME", FIRST);
    Path home = Path.of("").toAbsolutePath();
    daemon =
        Daemon.start(
            config(directory, home), home, RouteSession.CALL_DEADLINE, RouteSession.QUEUE_PATIENCE);
    driver = new RouteDriver(daemon.context());
  }

  private Config config(Path directory, Path home) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"operate": false, "this_server": "%s", "servers": ["%s", "%s"], "key": "a long and random text",
             "listen": {"address": "127.0.0.1", "port": %d},
             "cloudflare": {"token": "token-1", "api": "%s", "zone": "example.com", "record": "%s"}}
            """
                .formatted(FIRST, FIRST, SECOND, RouteSession.freePort(), cloudflare.uri(), WWW));
    return ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null);
  }

  @BeforeEach
  void aRecordAtTheFirstServerAndNoClaim() {
    cloudflare.faults().clear();
    cloudflare.lists().beHonest();
    cloudflare.edit(WWW, "CNAME", FIRST);
    cloudflare.deleteAll(NAME, "TXT");
  }

  @AfterEach
  void everyRequestKeptCloudflaresContract() {
    assertThat(cloudflare.calls()).isNotEmpty().flatExtracting(Contract::breaches).isEmpty();
  }

  @AfterAll
  void stop() {
    driver.close();
    daemon.close();
    sandbox.close();
  }

  @Test
  void recordAndClaimAreReadEachByItsExactName() {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv2.test renew=10\"");
    read();
    int before = cloudflare.calls().size();

    // When
    RecordSnapshot snapshot = read();

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
    assertThat(snapshot.claim()).isEqualTo(new Claim(7, SECOND, Duration.ofSeconds(10)));
    assertThat(snapshot.sight()).isEqualTo(ClaimSight.LISTED);
    assertThat(snapshot.reference()).isEqualTo(cloudflare.record(NAME, "TXT").orElseThrow().id());
    assertThat(callsSince(before))
        .extracting(ApiCall::query)
        .containsExactlyInAnyOrder(
            "name=" + WWW + "&per_page=100&order=type",
            "name=" + NAME + "&per_page=100&order=type");
  }

  @Test
  void theFirstClaimLeavesARecordThatIsRightAsItIs() throws Exception {
    // Given
    RecordSnapshot snapshot = read();
    assertThat(snapshot.claim()).isNull();

    // When
    Event answer = write(snapshot, FIRST, claim(1, FIRST));

    // Then
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    DnsRecord record = cloudflare.record(NAME, "TXT").orElseThrow();
    assertThat(record.content()).isEqualTo("\"v=1 epoch=1 holder=srv1.test renew=60\"");
    assertThat(record.ttl()).isEqualTo(60);
    assertThat(record.comment()).isEqualTo("Clooster: who may move the records (do not edit)");
    assertThat(lastBody().properties()).extracting(Map.Entry::getKey).containsExactly("posts");
    assertThat(read().claim()).isEqualTo(claim(1, FIRST));
  }

  @Test
  void aTakeoverIsOneTransactionInWhichTheRecordNeverVanishes() {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv2.test\"");
    String id = cloudflare.record(WWW, "CNAME").orElseThrow().id();
    RecordSnapshot snapshot = read();

    // When
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(cloudflare.content(WWW, "CNAME")).isEqualTo(SECOND);
    assertThat(cloudflare.record(WWW, "CNAME").orElseThrow().id()).isEqualTo(id);
    assertThat(cloudflare.claimsNow(WWW)).containsExactly("v=1 epoch=8 holder=srv2.test renew=60");
    ClaimWrite claim = lastClaim();
    assertThat(cloudflare.writes(WWW)).last().extracting("nanos").isEqualTo(claim.nanos());
    assertThat(claim.epoch()).hasValue(8);
  }

  @Test
  void aRenewalChangesTheClaimAlone() throws Exception {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    int before = cloudflare.writes(WWW).size();

    // When
    Event answer = write(read(), FIRST, new Claim(8, FIRST, Duration.ofSeconds(10)));

    // Then
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(lastBody().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("deletes", "posts");
    assertThat(cloudflare.writes(WWW)).hasSize(before);
    assertThat(cloudflare.claimsNow(WWW)).containsExactly("v=1 epoch=8 holder=srv1.test renew=10");
  }

  @Test
  void aClaimThatAnotherServerReplacedIsAConflictAndNothingMoves() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();
    write(snapshot, FIRST, claim(8, FIRST));

    // When
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    assertThat(answer).isEqualTo(new Event.RecordConflict(number));
    assertThat(cloudflare.content(WWW, "CNAME")).isEqualTo(FIRST);
    assertThat(read().claim()).isEqualTo(claim(8, FIRST));
  }

  @Test
  void aRecordThatWasMadeAnewIsAConflictAndTheClaimStays() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();
    cloudflare.replace(WWW, "CNAME");

    // When
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    assertThat(answer).isEqualTo(new Event.RecordConflict(number));
    assertThat(read().claim()).isEqualTo(claim(7, FIRST));
    assertThat(write(read(), SECOND, claim(8, SECOND))).isInstanceOf(Event.RecordWritten.class);
  }

  @Test
  void ofTwoTakeoversInTheSameInstantOneHappens() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();
    cloudflare.faults().on("POST", "/batch").times(2, SandboxFault.together(2));

    // When
    driver.order(
        "seda:record-write", new Action.WriteRecord(++number, snapshot, FIRST, claim(8, FIRST)));
    driver.order(
        "seda:record-write", new Action.WriteRecord(++number, snapshot, SECOND, claim(8, SECOND)));
    List<Event> answers = List.of(driver.next(), driver.next());

    // Then
    assertThat(answers).hasAtLeastOneElementOfType(Event.RecordWritten.class);
    assertThat(answers).hasAtLeastOneElementOfType(Event.RecordConflict.class);
    RecordSnapshot after = read();
    assertThat(after.claim()).isEqualTo(claim(8, after.value()));
    assertThat(cloudflare.claimsNow(WWW)).hasSize(1);
  }

  @Test
  void ofTwoServersThatMakeTheFirstClaimInTheSameInstantOneDoes() {
    // Given
    RecordSnapshot snapshot = read();
    cloudflare.faults().on("POST", "/batch").times(2, SandboxFault.together(2));

    // When
    driver.order(
        "seda:record-write", new Action.WriteRecord(++number, snapshot, FIRST, claim(1, FIRST)));
    driver.order(
        "seda:record-write", new Action.WriteRecord(++number, snapshot, FIRST, claim(1, FIRST)));
    List<Event> answers = List.of(driver.next(), driver.next());

    // Then
    assertThat(answers).hasAtLeastOneElementOfType(Event.RecordWritten.class);
    assertThat(answers).hasAtLeastOneElementOfType(Event.RecordConflict.class);
    assertThat(cloudflare.claimsNow(WWW)).hasSize(1);
  }

  @Test
  void anAnswerThatIsLostIsAFailureAndTheNextReadShowsWhatCameOfIt() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();
    cloudflare.faults().on("POST", "/batch").once(SandboxFault.lostAnswer());

    // When
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    assertThat(answer).isInstanceOf(Event.RecordFailed.class);
    RecordSnapshot after = read();
    assertThat(after.claim()).isEqualTo(claim(8, SECOND));
    assertThat(after.value()).isEqualTo(SECOND);
    assertThat(write(snapshot, SECOND, claim(8, SECOND)))
        .isEqualTo(new Event.RecordConflict(number));
  }

  @Test
  void anyOtherRefusalIsAFailureThatSaysHowLongToWait() {
    // Given
    RecordSnapshot snapshot = read();
    cloudflare
        .faults()
        .on("POST", "/batch")
        .once(SandboxFault.answer(429, "10100", "Please wait", Duration.ofSeconds(7)));

    // When
    Event answer = write(snapshot, FIRST, claim(1, FIRST));

    // Then
    assertThat(answer)
        .isEqualTo(
            new Event.RecordFailed(
                number,
                "Cloudflare says: Please wait [code 10100] (HTTP 429)",
                Duration.ofSeconds(7)));
  }

  @Test
  void ofSeveralClaimsTheNewestCountsAndTheNextOneReplacesAll() {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=6 holder=srv1.test\"");
    cloudflare.addRecord(NAME, "TXT", "v=1 epoch=9 holder=srv2.test");
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=9 \" \"holder=SRV1.test\"");
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=oops\"");
    cloudflare.addRecord(NAME, "TXT", "\"contact=hostmaster\"");

    // When
    RecordSnapshot snapshot = read();
    Event answer = write(snapshot, FIRST, claim(10, FIRST));

    // Then
    assertThat(snapshot.claim()).isEqualTo(claim(9, FIRST));
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(cloudflare.claimsNow(WWW))
        .containsExactlyInAnyOrder("contact=hostmaster", "v=1 epoch=10 holder=srv1.test renew=60");
  }

  @Test
  void theClaimOfAServerThatIsNotOnTheListIsOneLikeOthers() {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv9.test\"");

    // When
    RecordSnapshot snapshot = read();

    // Then
    assertThat(snapshot.claim()).isEqualTo(claim(7, "srv9.test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"v=2 epoch=7 holder=srv1.test\"",
        "\"v=1 epoch=1000000000000000 holder=srv1.test\"",
        "\"v=1 epo",
        "v=spf1 -all"
      })
  @Full
  void whatCanNotBeReadIsNoClaimAndIsReplaced(String content) {
    // Given
    cloudflare.addRecord(NAME, "TXT", content);

    // When
    RecordSnapshot snapshot = read();
    Event answer = write(snapshot, FIRST, claim(1, FIRST));

    // Then
    assertThat(snapshot.claim()).isNull();
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(cloudflare.claimsNow(WWW)).containsExactly("v=1 epoch=1 holder=srv1.test renew=60");
  }

  @Test
  void withoutAClaimInTheWriteTheRecordAloneIsChanged() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();

    // When
    driver.order("seda:record-write", new Action.WriteRecord(++number, snapshot, SECOND));
    Event answer = driver.next();

    // Then
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(lastCall().method()).isEqualTo("PATCH");
    assertThat(read().claim()).isEqualTo(claim(7, FIRST));
  }

  @Test
  void theAnswerToAWriteCountsAsARead() {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv2.test\"");

    // When
    Event.RecordWritten moved = (Event.RecordWritten) write(read(), FIRST, claim(8, FIRST));
    Event.RecordWritten renewed =
        (Event.RecordWritten) write(moved.after(), FIRST, claim(9, FIRST));

    // Then: without any other read, the fence holds.
    assertThat(moved.after().claim()).isEqualTo(claim(8, FIRST));
    assertThat(renewed.after().claim()).isEqualTo(claim(9, FIRST));
    assertThat(renewed.after().value()).isEqualTo(FIRST);
    assertThat(renewed.after().reference())
        .isEqualTo(cloudflare.record(NAME, "TXT").orElseThrow().id());
    assertThat(write(moved.after(), SECOND, claim(9, SECOND)))
        .isEqualTo(new Event.RecordConflict(number));
    assertThat(read()).isEqualTo(renewed.after());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"result\":\\{.*\\}(?=,\"success\") => \"result\":null",
        "\"posts\":\\[.*?\\](?=\\}) => \"posts\":[]",
        "\"patches\":\\[\\{ => \"patches\":[{},{",
        "holder=srv2 => holder=srv1",
        "epoch=8 => epoch=9",
        "\"content\":\"srv2.test\" => \"content\":\"srv1.test\"",
        "\"content\":\"srv2.test\" => \"content\":7",
        "\"name\":\"www.example.com\" => \"name\":\"elsewhere.example.com\"",
        "\"id\":\"[0-9a-f]{32}\" => \"id\":\"../zones\"",
        "\"type\":\"TXT\" => \"type\":\"SPF\""
      })
  @Full
  void anAnswerThatDoesNotShowWhatWasWrittenIsNoReadAndNoFailure(String change) {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv1.test\"");
    RecordSnapshot snapshot = read();
    String[] parts = change.split(" => ", 2);
    cloudflare
        .faults()
        .on("POST", "/batch")
        .once(SandboxFault.answersInstead(body -> body.replaceAll(parts[0], parts[1])));

    // When
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    boolean harmless = change.contains("[{},{");
    assertThat(answer)
        .isInstanceOfSatisfying(
            Event.RecordWritten.class,
            written -> assertThat(written.after() == null).isEqualTo(!harmless));
    assertThat(read().claim()).isEqualTo(claim(8, SECOND));
  }

  @Test
  void aTakeoverMovesARecordThatAListShowedAsMovedAlready() {
    // Given: the list was made before the holder took the record back.
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();
    RecordSnapshot late =
        new RecordSnapshot(
            SECOND, snapshot.claim(), snapshot.reference(), snapshot.sight(), snapshot.source());

    // When
    write(late, SECOND, claim(8, SECOND));

    // Then
    assertThat(cloudflare.content(WWW, "CNAME")).isEqualTo(SECOND);
  }

  @Test
  void aListOfEverythingInPlaceOfOneNameDoesNotMatter() {
    // Given: more than a page, and the claim on the last one.
    for (int i = 0; i < 120; i++) {
      cloudflare.addRecord("a%d.example.com".formatted(i), "A", "192.0.2.1");
    }
    write(read(), FIRST, claim(7, FIRST));
    cloudflare.lists().ignoreFilters();

    // When
    RecordSnapshot snapshot = read();

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
    assertThat(snapshot.claim()).isEqualTo(claim(7, FIRST));
    for (int i = 0; i < 120; i++) {
      cloudflare.delete("a%d.example.com".formatted(i), "A");
    }
  }

  @Test
  void aClaimThatNoListShowsIsAskedForByItsReference() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    String id = read().reference();
    cloudflare.lists().leaveOut(NAME, "TXT");
    assertThat(read().claim()).isNull();

    // When
    RecordSnapshot snapshot = read(new ClaimReference(7, id));
    Event taken = write(snapshot, SECOND, claim(8, SECOND));
    Event late = write(snapshot, FIRST, claim(8, FIRST));

    // Then: it is the fence all the same.
    assertThat(snapshot.claim()).isEqualTo(claim(7, FIRST));
    assertThat(snapshot.reference()).isEqualTo(id);
    assertThat(snapshot.sight()).isEqualTo(ClaimSight.BY_REFERENCE);
    assertThat(taken).isInstanceOf(Event.RecordWritten.class);
    assertThat(late).isEqualTo(new Event.RecordConflict(number));
    assertThat(cloudflare.claimsNow(WWW)).containsExactly("v=1 epoch=8 holder=srv2.test renew=60");
    assertThat(read(new ClaimReference(7, id)).sight()).isEqualTo(ClaimSight.GONE);
  }

  @Test
  void aListThatIsLateHoldsNoTakeoverUp() {
    // Given: an old claim is listed, which is gone.
    write(read(), SECOND, claim(6, SECOND));
    Event.RecordWritten seventh = (Event.RecordWritten) write(read(), FIRST, claim(7, FIRST));
    cloudflare
        .faults()
        .on("GET", "/dns_records")
        .times(
            2,
            SandboxFault.answersInstead(
                body ->
                    body.replace(seventh.after().reference(), "0".repeat(32))
                        .replace("epoch=7", "epoch=6")));

    // When
    RecordSnapshot snapshot = read(new ClaimReference(7, seventh.after().reference()));
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    assertThat(snapshot.claim()).isEqualTo(claim(7, FIRST));
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(cloudflare.claimsNow(WWW)).containsExactly("v=1 epoch=8 holder=srv2.test renew=60");
  }

  @Test
  void aClaimThatIsListedIsNotAskedForAgain() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot listed = read();
    int before = cloudflare.calls().size();

    // When
    RecordSnapshot same = read(new ClaimReference(7, listed.reference()));
    RecordSnapshot later = read(new ClaimReference(6, "0".repeat(32)));
    RecordSnapshot neverAnId = read(new ClaimReference(9, "../../user/tokens"));

    // Then
    assertThat(List.of(same, later, neverAnId)).containsOnly(listed);
    assertThat(callsSince(before))
        .hasSize(6)
        .allMatch(call -> call.path().endsWith("/dns_records"));
  }

  @Test
  void whatIsNoClaimUnderTheReferenceIsGone() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    String record = cloudflare.record(WWW, "CNAME").orElseThrow().id();
    cloudflare.edit(NAME, "TXT", "\"v=1 epoch=5 holder=srv1.test\"");
    String edited = cloudflare.record(NAME, "TXT").orElseThrow().id();

    // Then
    for (String id : List.of(record, edited, "0".repeat(32))) {
      RecordSnapshot snapshot = read(new ClaimReference(7, id));
      assertThat(snapshot.sight()).isEqualTo(ClaimSight.GONE);
      assertThat(snapshot.claim()).isEqualTo(claim(5, FIRST));
      assertThat(snapshot.reference()).isEqualTo(edited);
    }
  }

  @Test
  void anyOtherAnswerToTheReferenceIsAFailureOfTheRead() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    String id = read().reference();
    cloudflare.lists().leaveOut(NAME, "TXT");
    Action look = new Action.ReadRecord(++number, new ClaimReference(7, id));

    for (SandboxFault fault :
        List.of(
            SandboxFault.answer(500, "10000", "Internal"),
            SandboxFault.proxyError(),
            SandboxFault.brokenJson(),
            SandboxFault.answersInstead(
                body -> body.replaceAll("\"id\":\"[^\"]*\"", "\"id\":\"other\"")),
            SandboxFault.answersInstead(body -> "{\"success\":true,\"result\":null}"))) {
      // When
      cloudflare.faults().on("GET", "/dns_records/").once(fault);
      driver.order("seda:record-read", look);

      // Then
      assertThat(driver.next()).isInstanceOf(Event.RecordFailed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 => 1004", "409 => 9999", "404 => 81000", "403 => 10000", "500 => 1"})
  void whateverTheCodeIsARefusalIsToldApartFromAFailure(String refusal) {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    String[] parts = refusal.split(" => ", 2);
    cloudflare
        .faults()
        .on("POST", "/batch")
        .once(SandboxFault.answer(Integer.parseInt(parts[0]), parts[1], "Something"));

    // When
    Event answer = write(read(), SECOND, claim(8, SECOND));

    // Then
    assertThat(answer)
        .isEqualTo(
            new Event.RecordRefused(
                number,
                "Cloudflare says: Something [code %s] (HTTP %s)".formatted(parts[1], parts[0]),
                Duration.ZERO));
  }

  @Test
  void aConflictThatIsWrappedInAnotherErrorIsOne() {
    // Given
    write(read(), FIRST, claim(7, FIRST));
    RecordSnapshot snapshot = read();
    write(snapshot, FIRST, claim(8, FIRST));
    cloudflare
        .faults()
        .on("POST", "/batch")
        .once(
            SandboxFault.answersInstead(
                body ->
                    body.replaceAll(
                        "\"errors\":\\[(.*?)\\]",
                        "\"errors\":[{\"code\":1004,\"message\":\"DNS Validation"
                            + " Error\",\"error_chain\":[$1]}]")));

    // When
    Event answer = write(snapshot, SECOND, claim(8, SECOND));

    // Then
    assertThat(answer).isEqualTo(new Event.RecordConflict(number));
  }

  private List<ApiCall> callsSince(int before) {
    List<ApiCall> calls = cloudflare.calls();
    return calls.subList(before, calls.size());
  }

  private RecordSnapshot read(ClaimReference reference) {
    driver.order("seda:record-read", new Action.ReadRecord(++number, reference));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  private RecordSnapshot read() {
    driver.order("seda:record-read", new Action.ReadRecord(++number));
    return driver.next(Event.RecordRead.class).snapshot();
  }

  private Event write(RecordSnapshot snapshot, String value, Claim claim) {
    driver.order("seda:record-write", new Action.WriteRecord(++number, snapshot, value, claim));
    return driver.next();
  }

  private static Claim claim(long epoch, String holder) {
    return new Claim(epoch, holder, RENEW);
  }

  private ClaimWrite lastClaim() {
    List<ClaimWrite> claims = cloudflare.claims(WWW);
    return claims.get(claims.size() - 1);
  }

  private JsonNode lastBody() throws Exception {
    return new ObjectMapper().readTree(lastCall().body());
  }

  private ApiCall lastCall() {
    return cloudflare.calls().get(cloudflare.calls().size() - 1);
  }
}
