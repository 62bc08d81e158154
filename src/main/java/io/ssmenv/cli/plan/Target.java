package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.plan.Forecast;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An environment to be planned.
 *
 * @param exists whether the object is in the cluster, so that its UID is known
 * @param notes what a reader has to know about the plan
 */
record Target(
    SsmManagedEnvironment environment, String namespace, boolean exists, List<String> notes) {

  Target {
    notes = List.copyOf(notes);
  }

  String name() {
    return environment.getMetadata().getName();
  }

  String qualifiedName() {
    return namespace + "/" + name();
  }

  /** Something unique, as long as the API server has not given a UID. */
  String uid() {
    return exists
        ? Objects.requireNonNull(environment.getMetadata().getUid())
        : "new " + qualifiedName();
  }

  /** The names of the role and its profile contain a digest of the UID. */
  Map<String, String> placeholders(String cluster) {
    if (exists) {
      return Map.of();
    }
    String role = AwsNames.role(cluster, uid(), name());
    return Map.of(
        role,
        Forecast.KNOWN_AFTER_APPLY,
        AwsNames.instanceProfile(role),
        Forecast.KNOWN_AFTER_APPLY);
  }
}
