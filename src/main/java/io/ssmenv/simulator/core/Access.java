package io.ssmenv.simulator.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One thing that a caller has to be allowed for a call: an action on a resource. A call needs one
 * for each resource that it touches, and some for actions of other services.
 *
 * @param action such as {@code ec2:CreateSubnet}
 * @param resource an ARN; {@code *} for actions that know no resources
 * @param keys what conditions can ask for: the values by condition key in lower case
 */
public record Access(String action, String resource, Map<String, Set<String>> keys) {

  public Access {
    keys = Map.copyOf(keys);
  }

  /** Access without anything that a condition could ask for. */
  public static Access to(String action, String resource) {
    return new Access(action, resource, Map.of());
  }

  /** The same with one more condition key; without values it is as if the key were absent. */
  public Access with(String key, String... values) {
    if (values.length == 0) {
      return this;
    }
    Map<String, Set<String>> more = new HashMap<>(keys);
    more.put(key.toLowerCase(Locale.ROOT), Set.copyOf(Arrays.asList(values)));
    return new Access(action, resource, more);
  }

  /** The same with the tags that the request writes. */
  public Access withRequestTags(Map<String, String> tags) {
    Access access = with("aws:TagKeys", tags.keySet().toArray(String[]::new));
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      access = access.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
    }
    return access;
  }

  /** The same with the tags that the resource carries. */
  public Access withResourceTags(Map<String, String> tags) {
    return prefixed("aws:ResourceTag/", tags);
  }

  /** The same with the tags of who calls. */
  public Access withPrincipalTags(Map<String, String> principalTags) {
    return prefixed("aws:PrincipalTag/", principalTags);
  }

  private Access prefixed(String prefix, Map<String, String> tags) {
    Access access = this;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      access = access.with(prefix + tag.getKey(), tag.getValue());
    }
    return access;
  }

  /** What the calls of a service need. */
  @FunctionalInterface
  public interface Model {
    /**
     * All that this call needs; empty if AWS answers it to everybody. What a call names and does
     * not exist is left out, so that the call itself refuses it.
     */
    List<Access> requiredAccess(Call call);
  }
}
