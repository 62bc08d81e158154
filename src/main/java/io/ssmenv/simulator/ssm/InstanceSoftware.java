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
   * @param hangs whether the agent accepts commands and never ends them
   */
  record Software(boolean curl, Optional<String> proxy, boolean hangs) {
    static final Software DEFAULT = new Software(true, Optional.empty(), false);
  }

  private final Map<String, Software> byInstance = new ConcurrentHashMap<>();

  /** Uninstalls {@code curl}. */
  public void removeCurl(String instanceId) {
    change(instanceId, now -> new Software(false, now.proxy(), now.hangs()));
  }

  /** Sets the environment variable {@code https_proxy} of the agent. */
  public void setProxy(String instanceId, String url) {
    change(instanceId, now -> new Software(now.curl(), Optional.of(url), now.hangs()));
  }

  /** From now on, commands do not end. */
  public void hang(String instanceId) {
    change(instanceId, now -> new Software(now.curl(), now.proxy(), true));
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
