// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.HelloFault;
import io.clooster.failover.ServerList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of one connection within TLS, as one end sees it. Knows no sockets and no clock;
 * the deadline is the connection's.
 *
 * <pre>
 *   dialler                                   acceptor
 *   hello ->                                  waits for the hello
 *   waits for the hello      <- hello         waits for the proof
 *   proof ->                                  checks it
 *   waits for the proof      <- proof         PROVEN
 *   PROVEN
 *
 *   Either end, where the lists in the proofs are not its own, or of another version:
 *   names ->                 <- names         FAILED, when it knows what differs; or PROVEN, when
 *                                             the versions explain it, and each lists the other
 *   Either end, at any time:
 *   refuse, and FAILED
 *
 *   A check, whose hello has the acceptor's own name:
 *   proof ->                                  checks it, and ends CHECKED
 *   CHECKED                  <- proof, and the names if the lists differ
 * </pre>
 *
 * The dialler proves itself first: whoever just connects learns our name and no more. An acceptor
 * answers each hello in the same way, so that nobody finds out by trying who our peers are.
 */
final class Handshake {
  /** The version that is described in {@code docs/protocol-2.md}. */
  static final int VERSION = 2;

  private final LinkSettings settings;
  private final LinkRole role;
  private final @Nullable String dialled;
  private final Supplier<Certificates> certificates;
  private final Protocol2Hello own;
  private final String servers;
  private final String records;
  private State state = new AwaitingHello();
  private @Nullable String claimed;
  private @Nullable String proven;

  /**
   * One end of a new connection.
   *
   * @param dialled the peer that we connected to, null when the connection was made to us
   * @param nonce 32 fresh random bytes in Base64
   * @param certificates asked for once the first hello has come, when TLS is there
   */
  Handshake(
      LinkSettings settings,
      @Nullable String dialled,
      String nonce,
      Supplier<Certificates> certificates) {
    this.settings = settings;
    this.role = dialled == null ? LinkRole.ACCEPTOR : LinkRole.DIALLER;
    this.dialled = dialled;
    this.certificates = certificates;
    List<String> keys = settings.keys().stream().map(LinkKey::id).toList();
    this.own =
        new Protocol2Hello(
            List.of(VERSION), settings.thisServer(), nonce, keys, settings.serversVersion());
    this.servers = NameList.digest(settings.servers());
    this.records = NameList.digest(settings.records());
  }

  /** What the dialler sends unasked. */
  Frame hello() {
    return own.frame();
  }

  /** What follows from this message. */
  HandshakeResult on(Frame frame) {
    if (frame.type() == MessageType.REFUSE) {
      Refusal refusal = Refusal.read(frame);
      return state.differs()
          ? HandshakeResult.fail(HelloFault.OTHER_CONFIG, unexplained(), List.of())
          : HandshakeResult.fail(refusal.fault(), words(refusal), List.of());
    }
    return state.on(frame);
  }

  /** Whoever has our name, and is not content with it, wanted another server at our address. */
  private String words(Refusal refusal) {
    return refusal.code().equals(Refusal.NAME)
            && role == LinkRole.ACCEPTOR
            && own.name().equals(claimed)
        ? OwnName.accepted(own.name(), certificates.get())
        : refusal.words();
  }

  /** The name that the other end has given itself, if it is a peer's; it may not be proven. */
  Optional<String> claimed() {
    return Optional.ofNullable(claimed).filter(this::isPeer);
  }

  /** The name under which the other end has proved that it has our key, a peer's or not. */
  Optional<String> proven() {
    return Optional.ofNullable(proven);
  }

  /** What it means that the other end goes, or is silent, at this point. */
  HelloFault brokenOff() {
    return state.differs() ? HelloFault.OTHER_CONFIG : HelloFault.BROKEN;
  }

  /** The same in words that follow "closed" or "silent". */
  String reached() {
    return state.reached();
  }

  private boolean isPeer(String name) {
    return !name.equals(settings.thisServer()) && settings.servers().contains(name);
  }

  private HandshakeResult refuse(HelloFault fault, String code, String reason, List<Frame> before) {
    List<Frame> send = new ArrayList<>(before);
    send.add(new Refusal(code, reason).frame());
    return HandshakeResult.fail(fault, reason, send);
  }

  private static String unexplained() {
    return "the configurations differ, and it did not say how";
  }

  private abstract static class State {
    abstract HandshakeResult on(Frame frame);

    abstract String reached();

    boolean differs() {
      return false;
    }
  }

  /** Nothing has come yet. */
  private final class AwaitingHello extends State {
    @Override
    HandshakeResult on(Frame frame) {
      Protocol2Hello hello = Protocol2Hello.read(frame);
      claimed = hello.name();
      return dialled == null ? answer(hello, frame) : prove(hello, frame, dialled);
    }

    @Override
    String reached() {
      return "before its hello";
    }

    /** The acceptor's part: our hello, whoever asks. */
    private HandshakeResult answer(Protocol2Hello hello, Frame frame) {
      List<String> common = new ArrayList<>(hello.keys());
      common.retainAll(own.keys());
      Frame answer =
          new Protocol2Hello(own.versions(), own.name(), own.nonce(), common, own.serversVersion())
              .frame();
      Optional<HandshakeResult> failure = mismatch(hello, common, List.of(answer));
      if (failure.isPresent()) {
        return failure.get();
      }
      Transcript transcript = transcript(hello, frame.text(), answer.text(), common.get(0));
      state = new AwaitingProof(hello.name(), hello.serversVersion(), transcript);
      return HandshakeResult.wait(answer);
    }

    /** The dialler's part: the first proof, if it is the peer that we meant to reach. */
    private HandshakeResult prove(Protocol2Hello hello, Frame frame, String peer) {
      if (!hello.name().equals(peer)) {
        String reason =
            hello.name().equals(own.name())
                ? OwnName.dialled(own.name(), peer, certificates.get())
                : "the server there is called " + hello.name() + ", not " + peer;
        return refuse(HelloFault.WRONG_KEY, Refusal.NAME, reason, List.of());
      }
      List<String> common = new ArrayList<>(own.keys());
      common.retainAll(hello.keys());
      Optional<HandshakeResult> failure = mismatch(hello, common, List.of());
      if (failure.isPresent()) {
        return failure.get();
      }
      Transcript transcript = transcript(hello, own.frame().text(), frame.text(), common.get(0));
      state = new AwaitingProof(peer, hello.serversVersion(), transcript);
      return HandshakeResult.wait(transcript.proof(role, servers, records).frame());
    }

    private Optional<HandshakeResult> mismatch(
        Protocol2Hello hello, List<String> keys, List<Frame> before) {
      if (version(hello) == 0) {
        return Optional.of(
            refuse(
                HelloFault.OTHER_VERSION,
                Refusal.VERSION,
                "no version of the protocol in common: %s speaks %s, %s speaks %s"
                    .formatted(own.name(), own.versions(), other(hello), hello.versions()),
                before));
      }
      if (keys.isEmpty()) {
        return Optional.of(
            refuse(
                HelloFault.WRONG_KEY,
                Refusal.KEY,
                "no key in common: %s and %s have keys with other ids"
                    .formatted(own.name(), other(hello)),
                before));
      }
      return Optional.empty();
    }

    /** A check gives the acceptor's own name. */
    private String other(Protocol2Hello hello) {
      return hello.name().equals(own.name()) ? "who asks" : hello.name();
    }

    private int version(Protocol2Hello hello) {
      List<Integer> common = new ArrayList<>(own.versions());
      common.retainAll(hello.versions());
      return common.isEmpty() ? 0 : Collections.max(common);
    }

    private Transcript transcript(
        Protocol2Hello hello, String dialler, String acceptor, String key) {
      LinkKey chosen =
          settings.keys().stream().filter(each -> each.id().equals(key)).findFirst().orElseThrow();
      return new Transcript(
          certificates.get().inOrder(role), dialler, acceptor, version(hello), chosen);
    }
  }

  /** The other end is to prove that it has the key. */
  private final class AwaitingProof extends State {
    private final String peer;
    private final long version;
    private final Transcript transcript;

    AwaitingProof(String peer, long version, Transcript transcript) {
      this.peer = peer;
      this.version = version == 0 ? own.serversVersion() : version;
      this.transcript = transcript;
    }

    @Override
    HandshakeResult on(Frame frame) {
      Proof proof = Proof.read(frame);
      if (!transcript.proof(role.other(), proof.servers(), proof.records()).proves(proof)) {
        return refuse(HelloFault.WRONG_KEY, Refusal.PROOF, "wrong key or server name", List.of());
      }
      proven = peer;
      boolean agrees =
          proof.servers().equals(servers)
              && proof.records().equals(records)
              && version == own.serversVersion();
      List<Frame> send = new ArrayList<>();
      if (role == LinkRole.ACCEPTOR) {
        send.add(transcript.proof(role, servers, records).frame());
      }
      if (peer.equals(own.name())) {
        return checked(agrees, proof, send);
      }
      if (isPeer(peer) && agrees) {
        state = new Over();
        return HandshakeResult.proven(peer, null, send);
      }
      send.addAll(lists());
      state = new Differing(peer, version, proof);
      return HandshakeResult.wait(send);
    }

    /** Both ends have one name: a check, which wants no link. It alone hears what differs. */
    private HandshakeResult checked(boolean agrees, Proof proof, List<Frame> send) {
      if (agrees) {
        return HandshakeResult.checked(send);
      } else if (role == LinkRole.ACCEPTOR) {
        send.addAll(lists());
        return HandshakeResult.checked(send);
      }
      state = new Differing(peer, version, proof);
      return HandshakeResult.wait(send);
    }

    private List<Frame> lists() {
      List<Frame> frames =
          new ArrayList<>(NamesMessage.frames(NamesMessage.Kind.SERVERS, settings.servers()));
      frames.addAll(NamesMessage.frames(NamesMessage.Kind.RECORDS, settings.records()));
      return frames;
    }

    @Override
    String reached() {
      return role == LinkRole.DIALLER
          ? "after our proof; perhaps the keys differ, see its log"
          : "before its proof";
    }
  }

  /** Both are proven, and their configurations are not the same; the details come now. */
  private final class Differing extends State {
    private final String peer;
    private final long version;
    private final Proof proof;
    private final Map<NamesMessage.Kind, List<String>> theirs =
        new EnumMap<>(NamesMessage.Kind.class);
    private final Map<NamesMessage.Kind, Integer> due = new EnumMap<>(NamesMessage.Kind.class);

    Differing(String peer, long version, Proof proof) {
      this.peer = peer;
      this.version = version;
      this.proof = proof;
    }

    @Override
    HandshakeResult on(Frame frame) {
      NamesMessage names = NamesMessage.read(frame);
      List<String> list = theirs.computeIfAbsent(names.list(), kind -> new ArrayList<>());
      list.addAll(names.names());
      due.put(names.list(), names.of());
      if (list.size() > names.of()) {
        throw new ProtocolException("more names than there should be");
      }
      if (!complete(NamesMessage.Kind.SERVERS) || !complete(NamesMessage.Kind.RECORDS)) {
        return HandshakeResult.wait(List.of());
      } else if (isOtherVersion() && isTakenOff()) {
        return HandshakeResult.fail(HelloFault.TAKEN_OFF, takenOff(), List.of());
      } else if (!isOtherVersion() || !isMutual()) {
        return HandshakeResult.fail(HelloFault.OTHER_CONFIG, difference(), List.of());
      }
      state = new Over();
      return HandshakeResult.proven(
          peer, new ServerList(version, list(NamesMessage.Kind.SERVERS)), List.of());
    }

    private boolean isOtherVersion() {
      return version != own.serversVersion();
    }

    /** The servers as it has proved to list them. */
    private List<String> provenList() {
      List<String> list = list(NamesMessage.Kind.SERVERS);
      if (!NameList.digest(list).equals(proof.servers())) {
        throw new ProtocolException("names that are not those of its proof");
      }
      return list;
    }

    /** It has a newer list, without us. */
    private boolean isTakenOff() {
      return version > own.serversVersion() && isPeer(peer) && !provenList().contains(own.name());
    }

    private String takenOff() {
      return "the configurations differ: %s is not on the list of servers of %s, which is of version %d, here %d"
          .formatted(own.name(), peer, version, own.serversVersion());
    }

    /** Each lists the other, and they move the same. A check is of no server. */
    private boolean isMutual() {
      List<String> list = provenList();
      boolean listed = isPeer(peer) && list.contains(own.name());
      return (listed || peer.equals(own.name())) && proof.records().equals(records);
    }

    @Override
    boolean differs() {
      return !isOtherVersion();
    }

    @Override
    String reached() {
      return differs() ? "though " + unexplained() : "before its list of servers";
    }

    private boolean complete(NamesMessage.Kind kind) {
      Integer all = due.get(kind);
      return all != null && all == list(kind).size();
    }

    private List<String> list(NamesMessage.Kind kind) {
      return theirs.getOrDefault(kind, List.of());
    }

    private String difference() {
      List<String> found = new ArrayList<>();
      if (isOtherVersion()) {
        found.add(
            "list of servers of version %d here, %d there"
                .formatted(own.serversVersion(), version));
      }
      if (!settings.servers().contains(peer)) {
        found.add(peer + " is none of our servers");
      }
      found.add(ConfigDiff.between("servers", settings.servers(), list(NamesMessage.Kind.SERVERS)));
      found.add(ConfigDiff.between("records", settings.records(), list(NamesMessage.Kind.RECORDS)));
      found.removeIf(String::isEmpty);
      return "the configurations differ: " + String.join("; ", found);
    }
  }

  /** The link's own messages come from here on. */
  private static final class Over extends State {
    @Override
    HandshakeResult on(Frame frame) {
      throw new IllegalStateException("the handshake is over");
    }

    @Override
    String reached() {
      return "";
    }
  }
}
