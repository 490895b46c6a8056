// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The sandbox's Pushbullet: who may use it, and what was sent. */
public final class PushbulletSandbox {
  private final PushbulletApi api;
  private final ServedApi served;
  private final SandboxSecrets secrets;

  PushbulletSandbox(PushbulletApi api, ServedApi served, SandboxSecrets secrets) {
    this.api = api;
    this.served = served;
    this.secrets = secrets;
  }

  /** Base address, as {@code pushbullet.api} in the config takes it. */
  public URI uri() {
    return served.uri(PushbulletApi.BASE);
  }

  /** The faults of this API. */
  public SandboxFaults faults() {
    return served.faults();
  }

  /** Refuses connections until {@link #up}, and cuts those that there are. */
  public void down() {
    served.listener().down();
  }

  /** Listens again, on the same port. */
  public void up() {
    served.listener().up();
  }

  /** The calls to this API, in the order they arrived. */
  public List<ApiCall> calls() {
    return served.calls();
  }

  /** Accepts this access token. */
  public void allowToken(String token) {
    secrets.add(token);
    api.allowToken(token);
  }

  /** Allows each token so many requests per window, from now on; 16,384 an hour unless set. */
  public void limit(int requests, Duration window) {
    api.limit(new RateLimit(requests, window, System::nanoTime));
  }

  /** The notes in the order they were sent; one that was repeated with its guid appears once. */
  public List<Push> pushes() {
    return api.pushes();
  }
}
