package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to single fields of a status, as somebody with access to the subresource makes them. */
final class StatusEdit {

  private StatusEdit() {}

  static EnvironmentStatus withFacts(EnvironmentStatus status, FactsStatus facts) {
    return edited(
        status,
        status.accountId(),
        status.clusterId(),
        status.instances(),
        status.resources(),
        facts);
  }

  static EnvironmentStatus withResources(EnvironmentStatus status, List<ResourceStatus> resources) {
    return edited(
        status,
        status.accountId(),
        status.clusterId(),
        status.instances(),
        resources,
        status.factsOrDefault());
  }

  static EnvironmentStatus withInstances(EnvironmentStatus status, List<InstanceStatus> instances) {
    return edited(
        status,
        status.accountId(),
        status.clusterId(),
        instances,
        status.resources(),
        status.factsOrDefault());
  }

  static EnvironmentStatus withAccount(EnvironmentStatus status, String account) {
    return edited(
        status,
        account,
        status.clusterId(),
        status.instances(),
        status.resources(),
        status.factsOrDefault());
  }

  /** As a version of the operator wrote it that did not record the cluster. */
  static EnvironmentStatus withoutCluster(EnvironmentStatus status) {
    return edited(
        status,
        status.accountId(),
        null,
        status.instances(),
        status.resources(),
        status.factsOrDefault());
  }

  static EnvironmentStatus withCluster(EnvironmentStatus status, String cluster) {
    return edited(
        status,
        status.accountId(),
        cluster,
        status.instances(),
        status.resources(),
        status.factsOrDefault());
  }

  static EnvironmentStatus withEnvironmentId(EnvironmentStatus status, String id) {
    return edited(
        status,
        status.accountId(),
        status.clusterId(),
        id,
        status.instances(),
        status.resources(),
        status.factsOrDefault());
  }

  private static EnvironmentStatus edited(
      EnvironmentStatus status,
      @Nullable String account,
      @Nullable String cluster,
      List<InstanceStatus> instances,
      List<ResourceStatus> resources,
      FactsStatus facts) {
    return edited(status, account, cluster, status.environmentId(), instances, resources, facts);
  }

  private static EnvironmentStatus edited(
      EnvironmentStatus status,
      @Nullable String account,
      @Nullable String cluster,
      @Nullable String environment,
      List<InstanceStatus> instances,
      List<ResourceStatus> resources,
      FactsStatus facts) {
    return new EnvironmentStatus(
        status.observedGeneration(),
        status.appliedGeneration(),
        account,
        cluster,
        environment,
        status.conditions(),
        status.online(),
        status.egress(),
        status.pattern(),
        status.vpcId(),
        status.reason(),
        instances,
        resources,
        status.drift(),
        status.plan(),
        facts,
        status.incarnations(),
        status.path(),
        status.network(),
        status.sessions(),
        status.sessionsSince(),
        status.sessionWaits(),
        status.sessionDocument());
  }
}
