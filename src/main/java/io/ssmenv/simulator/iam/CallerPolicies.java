package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The policies of the API's callers by access key. A key without policies may do everything. */
public final class CallerPolicies {

  /**
   * A permission that was used.
   *
   * @param sid the statement that allowed it
   * @param action the allowed action
   */
  public record Grant(String sid, String action) {}

  private record Caller(
      List<PolicyStatement> statements, Map<String, String> tags, Set<Grant> used) {}

  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /**
   * Restricts a caller to what its policies allow, starting with the next call.
   *
   * @param policies the policies as JSON
   * @param tags the tags of the caller's role
   * @throws IllegalArgumentException if the policies contain a condition that the simulation does
   *     not support
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
          throw new IllegalArgumentException(
              "The simulator does not support the condition " + condition);
        });
    callers.put(
        accessKeyId, new Caller(statements, Map.copyOf(tags), ConcurrentHashMap.newKeySet()));
  }

  /** Returns whether a caller has policies. */
  public boolean isRestricted(String accessKeyId) {
    return callers.containsKey(accessKeyId);
  }

  /** Returns the permissions that a restricted caller has used so far. */
  public Set<Grant> used(String accessKeyId) {
    return Optional.ofNullable(callers.get(accessKeyId))
        .map(caller -> Set.copyOf(caller.used()))
        .orElse(Set.of());
  }

  Map<String, String> tags(String accessKeyId) {
    return Optional.ofNullable(callers.get(accessKeyId)).map(Caller::tags).orElse(Map.of());
  }

  /** Evaluates a caller's policies; without policies, everything is allowed. */
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
