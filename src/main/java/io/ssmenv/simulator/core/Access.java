package io.ssmenv.simulator.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A permission that a call needs: an action on a resource. A call needs one for each resource that
 * it touches, and sometimes permissions for actions of other services.
 *
 * @param action such as {@code ec2:CreateSubnet}
 * @param resource an ARN; {@code *} for actions without resource-level permissions
 * @param alias a second ARN of the same resource, by which policies can name it too
 * @param keys the context of conditions: the values by condition key in lower case
 */
public record Access(
    String action, String resource, Optional<String> alias, Map<String, Set<String>> keys) {

  public Access {
    keys = Map.copyOf(keys);
  }

  /** Creates an access without condition keys. */
  public static Access to(String action, String resource) {
    return new Access(action, resource, Optional.empty(), Map.of());
  }

  /** Returns a copy with a second ARN of the same resource. */
  public Access orAs(String secondArn) {
    return new Access(action, resource, Optional.of(secondArn), keys);
  }

  /** Returns the ARNs of the resource. */
  public List<String> resources() {
    return alias.map(second -> List.of(resource, second)).orElseGet(() -> List.of(resource));
  }

  /** Returns a copy with one more condition key. Without values, the key stays absent. */
  public Access with(String key, String... values) {
    if (values.length == 0) {
      return this;
    }
    Map<String, Set<String>> more = new HashMap<>(keys);
    more.put(key.toLowerCase(Locale.ROOT), Set.copyOf(Arrays.asList(values)));
    return new Access(action, resource, alias, more);
  }

  /** Returns a copy with the condition keys of the tags in the request. */
  public Access withRequestTags(Map<String, String> tags) {
    Access access = with("aws:TagKeys", tags.keySet().toArray(String[]::new));
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      access = access.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
    }
    return access;
  }

  /** Returns a copy with the condition keys of the resource's tags. */
  public Access withResourceTags(Map<String, String> tags) {
    return prefixed("aws:ResourceTag/", tags);
  }

  /** Returns a copy with the condition keys of the caller's tags. */
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

  /** Determines the permissions that the calls of a service need. */
  @FunctionalInterface
  public interface Model {
    /**
     * Returns the permissions that this call needs; empty if the call needs none. Resources that do
     * not exist are left out: the action itself reports them.
     */
    List<Access> requiredAccess(Call call);
  }
}
