// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMappingTest {
  private static final String ZONE = "example.com";

  /** Two names; servers that only a CNAME can point at. */
  private static final Mapping NAMES = mapping(Map.of(), Map.of());

  /** The same names; servers with both addresses. */
  private static final Mapping BOTH =
      mapping(
          Map.of("A", "192.0.2.1", "AAAA", "2001:DB8::0:1"),
          Map.of("A", "192.0.2.2", "AAAA", "2001:db8:0::2"));

  /** One of the servers has no IPv6. */
  private static final Mapping HALF =
      mapping(Map.of("A", "192.0.2.1", "AAAA", "2001:db8::1"), Map.of("A", "192.0.2.2"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          www CNAME srv1.example.com, @ CNAME srv1.example.com     | Srv1.example.com
          www CNAME srv2.example.com, @ CNAME srv2.example.com     | srv2.example.com
          WWW CNAME SRV1.Example.Com., @ CNAME srv1.example.com.   | Srv1.example.com
          www CNAME srv1.example.com, @ CNAME srv2.example.com     | www.example.com CNAME srv1.example.com, example.com CNAME srv2.example.com
          www CNAME srv1.example.com, @ CNAME srv9.example.com     | www.example.com CNAME srv1.example.com, example.com CNAME srv9.example.com
          www CNAME srv9.example.com, @ CNAME srv9.example.com     | www.example.com CNAME srv9.example.com, example.com CNAME srv9.example.com
          www CNAME srv1.example.com, @ CNAME srv1.example.com, www TXT hello, mail A 192.0.2.9 | Srv1.example.com
          """)
  void namedServersAreToldByTheirCnames(String records, String value) throws Exception {
    assertThat(NAMES.reading(found(records)).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          www A 192.0.2.1, @ A 192.0.2.1                           | Srv1.example.com
          www A 192.0.2.2, @ AAAA 2001:DB8:0:0::2                  | srv2.example.com
          www A 192.0.2.2, www AAAA 2001:0db8::0002, @ A 192.0.2.2 | srv2.example.com
          www CNAME srv2.example.com, @ A 192.0.2.2                | srv2.example.com
          www CNAME srv2.example.com, www A 192.0.2.2, @ A 192.0.2.2 | srv2.example.com
          www A 192.0.2.1, www AAAA 2001:db8::2, @ A 192.0.2.1     | www.example.com A 192.0.2.1, www.example.com AAAA 2001:db8::2, example.com A 192.0.2.1
          www A 192.0.2.9, @ A 192.0.2.1                           | www.example.com A 192.0.2.9, example.com A 192.0.2.1
          www CNAME srv1.example.com, www A 192.0.2.2, @ A 192.0.2.1 | www.example.com CNAME srv1.example.com, www.example.com A 192.0.2.2, example.com A 192.0.2.1
          www CNAME 192.0.2.1, @ A 192.0.2.1                       | www.example.com CNAME 192.0.2.1, example.com A 192.0.2.1
          """)
  void serversWithAddressesAreToldByWhateverPointsAtThem(String records, String value)
      throws Exception {
    assertThat(BOTH.reading(found(records)).value()).isEqualTo(value);
  }

  @Test
  void aRecordThatNotEveryServerCanHaveIsNotNeeded() throws Exception {
    assertThat(HALF.reading(found("www A 192.0.2.2, @ CNAME srv2.example.com")).value())
        .isEqualTo("srv2.example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          www CNAME srv1.example.com | there is no CNAME record 'example.com' in zone 'example.com'; make one
          @ CNAME srv1.example.com, www TXT hello | there is no CNAME record 'www.example.com' in zone 'example.com'; found: TXT hello; make one
          @ CNAME srv1.example.com, www A 192.0.2.1 | the A record 'www.example.com' (192.0.2.1) can't be moved: no server has an "A" in the configuration; make it a CNAME, or write the "A" of each server
          www CNAME srv1.example.com, www A 192.0.2.1, @ CNAME srv1.example.com | the A record 'www.example.com' (192.0.2.1) can't be moved: no server has an "A" in the configuration; make it a CNAME, or write the "A" of each server
          www CNAME srv1.example.com, www CNAME srv2.example.com, @ CNAME srv1.example.com | there is more than one CNAME record 'www.example.com'; found: CNAME srv1.example.com, CNAME srv2.example.com; delete all but one
          mail CNAME srv1.example.com | there is no CNAME record 'www.example.com' in zone 'example.com'; make one (of 1 more names something is wrong, too)
          """)
  void whatNamedServersCanNotBeMovedWithIsNamed(String records, String message) {
    assertThatThrownBy(() -> NAMES.reading(found(records)))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          www A 192.0.2.1, www AAAA 2001:db8::1, @ A 192.0.2.1 | the AAAA record 'www.example.com' (2001:db8::1) can't be moved: not every server has an "AAAA" in the configuration; write that of srv2.example.com, or delete the record
          www A 192.0.2.1, www A 192.0.2.2, @ A 192.0.2.1 | there is more than one A record 'www.example.com'; found: A 192.0.2.1, A 192.0.2.2; delete all but one
          www MX mail.example.com, @ A 192.0.2.1 | there is no CNAME or A record 'www.example.com' in zone 'example.com'; found: MX mail.example.com; make one
          """)
  void whatServersWithAddressesCanNotBeMovedWithIsNamed(String records, String message) {
    assertThatThrownBy(() -> HALF.reading(found(records)))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 192.0.2.2, Srv1.example.com, 192.0.2.1",
    "AAAA, ::1, Srv1.example.com, 2001:db8::1",
    "CNAME, x.example.com, Srv1.example.com, srv1.example.com",
    "A, 192.0.2.1, srv2.example.com, 192.0.2.2",
  })
  void eachRecordGetsWhatItsTypeHolds(String type, String held, String server, String content) {
    assertThat(BOTH.content(new FoundRecord("www.example.com", type, held, ""), server))
        .isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"srv9.example.com", "www.example.com A 192.0.2.9", ""})
  void nothingIsWrittenForWhatIsNoServer(String value) {
    // Given
    FoundRecord record = new FoundRecord("www.example.com", "CNAME", "srv1.example.com", "");

    // Then
    assertThatThrownBy(() -> BOTH.content(record, value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyRecordsThoseAreNamedThatDiffer() throws Exception {
    // Given
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "h" + i + "." + ZONE).toList();
    Mapping many = Mapping.of(new Targets(ZONE, names, servers(Map.of(), Map.of())));
    List<FoundRecord> records = new ArrayList<>();
    names.forEach(name -> records.add(new FoundRecord(name, "CNAME", "srv2.example.com", "")));
    assertThat(many.value(records)).isEqualTo("srv2.example.com");

    // When
    records.set(150, new FoundRecord("h150.example.com", "CNAME", "cdn.example.net", ""));
    String oneEdited = many.value(records);
    records.replaceAll(record -> new FoundRecord(record.name(), "CNAME", "cdn.example.net", ""));
    String allEdited = many.value(records);

    // Then
    assertThat(oneEdited)
        .isEqualTo("h150.example.com CNAME cdn.example.net, 199 others at srv2.example.com");
    assertThat(allEdited)
        .startsWith("h0.example.com CNAME cdn.example.net, h1.")
        .endsWith("h4.example.com CNAME cdn.example.net, 195 more elsewhere");
  }

  @Test
  void aRecordIsShownWithTheServerThatItPointsAt() {
    assertThat(BOTH.described(new FoundRecord("example.com", "A", "192.0.2.1", "")))
        .isEqualTo("example.com A 192.0.2.1 -> Srv1.example.com");
    assertThat(BOTH.described(new FoundRecord("example.com", "A", "192.0.2.9", "")))
        .isEqualTo("example.com A 192.0.2.9 -> none of the servers");
  }

  @Test
  void thereIsNothingToMoveWithoutRecordsOrServers() {
    assertThatThrownBy(() -> new Targets(ZONE, List.of(), servers(Map.of(), Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Targets(ZONE, List.of("www.example.com"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Mapping mapping(Map<String, String> first, Map<String, String> second) {
    return Mapping.of(
        new Targets(ZONE, List.of("www.example.com", "Example.com."), servers(first, second)));
  }

  private static Map<String, Map<String, String>> servers(
      Map<String, String> first, Map<String, String> second) {
    Map<String, Map<String, String>> servers = new LinkedHashMap<>();
    servers.put("Srv1.example.com", first);
    servers.put("srv2.example.com", second);
    return servers;
  }

  /** Records as {@code "www A 192.0.2.1, @ A 192.0.2.1"}. */
  private static List<FoundRecord> found(String records) {
    return Stream.of(records.split(", "))
        .map(record -> record.split(" ", 3))
        .map(
            part ->
                new FoundRecord(
                    RecordValue.normal(part[0].equals("@") ? ZONE : part[0] + "." + ZONE),
                    part[1],
                    RecordValue.normal(part[2]),
                    ""))
        .toList();
  }
}
