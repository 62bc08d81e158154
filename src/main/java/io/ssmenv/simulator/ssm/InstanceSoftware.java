package io.ssmenv.simulator.ssm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The software of the instances, as far as it differs from that of Amazon Linux. */
public final class InstanceSoftware {

  /**
   * The software of one instance.
   *
   * @param curl whether {@code curl} is installed
   * @param proxy the value of {@code https_proxy}
   * @param tunnel the address at the other end of a tunnel that its packets take to the Internet
   * @param hangs whether the agent accepts commands and never ends them
   * @param agentVersion as the agent reports it; it changes nothing else
   */
  record Software(
      boolean curl,
      Optional<String> proxy,
      Optional<String> tunnel,
      boolean hangs,
      String agentVersion) {
    static final Software DEFAULT =
        new Software(true, Optional.empty(), Optional.empty(), false, ManagedNode.AGENT_VERSION);

    private Software with(Optional<String> otherProxy, Optional<String> otherTunnel) {
      return new Software(curl, otherProxy, otherTunnel, hangs, agentVersion);
    }
  }

  private final Map<String, Software> byInstance = new ConcurrentHashMap<>();

  /** Uninstalls {@code curl}. */
  public void removeCurl(String instanceId) {
    change(
        instanceId,
        now -> new Software(false, now.proxy(), now.tunnel(), now.hangs(), now.agentVersion()));
  }

  /** Sets the environment variable {@code https_proxy} of the agent. */
  public void setProxy(String instanceId, String url) {
    change(instanceId, now -> now.with(Optional.of(url), now.tunnel()));
  }

  /**
   * Starts a program that carries its packets through a tunnel to the Internet, which sees this
   * address.
   */
  public void startTunnel(String instanceId, String publicIp) {
    change(instanceId, now -> now.with(now.proxy(), Optional.of(publicIp)));
  }

  /** From now on, commands do not end. */
  public void hang(String instanceId) {
    change(
        instanceId,
        now -> new Software(now.curl(), now.proxy(), now.tunnel(), true, now.agentVersion()));
  }

  /** Installs another version of the agent. */
  public void installAgent(String instanceId, String version) {
    change(
        instanceId,
        now -> new Software(now.curl(), now.proxy(), now.tunnel(), now.hangs(), version));
  }

  /** Makes an instance as its image is. */
  public void restore(String instanceId) {
    byInstance.remove(instanceId);
  }

  private void change(String instanceId, UnaryOperator<Software> change) {
    byInstance.merge(
        instanceId, change.apply(Software.DEFAULT), (before, _) -> change.apply(before));
  }

  Software of(String instanceId) {
    return byInstance.getOrDefault(instanceId, Software.DEFAULT);
  }
}
