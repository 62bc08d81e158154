package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the callers of the API may do, by their access keys. A key that nobody has restricted may do
 * everything.
 */
public final class CallerPolicies {

  /**
   * A permission that was used.
   *
   * @param sid of the statement that allowed it
   * @param action that was allowed
   */
  public record Grant(String sid, String action) {}

  private record Caller(
      List<PolicyStatement> statements, Map<String, String> tags, Set<Grant> used) {}

  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /**
   * Lets a caller do only what some policies allow, from the next call on.
   *
   * @param policies JSON
   * @param tags of the caller's role
   * @throws IllegalArgumentException if they have a condition that the simulation can't judge
   */
  public void restrict(String accessKeyId, List<String> policies, Map<String, String> tags) {
    List<PolicyStatement> statements =
        policies.stream()
            .map(json -> PolicyDocument.parse(json, Use.PERMISSIONS))
            .flatMap(policy -> policy.statements().stream())
            .toList();
    statements.stream()
        .flatMap(statement -> statement.conditions().stream())
        .filter(condition -> !condition.isSupported())
        .findFirst()
        .ifPresent(condition -> {
          throw new IllegalArgumentException("not simulated: " + condition);
        });
    callers.put(
        accessKeyId, new Caller(statements, Map.copyOf(tags), ConcurrentHashMap.newKeySet()));
  }

  /** Whether a caller may not do everything. */
  public boolean isRestricted(String accessKeyId) {
    return callers.containsKey(accessKeyId);
  }

  /** The permissions that a restricted caller has made use of so far. */
  public Set<Grant> used(String accessKeyId) {
    return Optional.ofNullable(callers.get(accessKeyId))
        .map(caller -> Set.copyOf(caller.used()))
        .orElse(Set.of());
  }

  Map<String, String> tags(String accessKeyId) {
    return Optional.ofNullable(callers.get(accessKeyId)).map(Caller::tags).orElse(Map.of());
  }

  /** What a caller's policies say; those of one that nobody has restricted allow everything. */
  Decision decide(String accessKeyId, Access access) {
    Caller caller = callers.get(accessKeyId);
    return caller == null ? Decision.ALLOW : decide(caller, access);
  }

  private static Decision decide(Caller caller, Access access) {
    List<PolicyStatement> matching =
        caller.statements().stream().filter(statement -> statement.covers(access)).toList();
    if (matching.isEmpty()) {
      return Decision.IMPLICIT_DENY;
    }
    if (!matching.stream().allMatch(PolicyStatement::allow)) {
      return Decision.EXPLICIT_DENY;
    }
    matching.forEach(statement -> caller.used().add(new Grant(statement.sid(), access.action())));
    return Decision.ALLOW;
  }
}
