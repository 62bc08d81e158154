package io.ssmenv.cli.demo;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.proof.ConnectionProof;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins what the operator has written in the status with what sessions have shown. */
final class SampleProof {

  private SampleProof() {}

  /** An instance in the status of an environment. */
  record Member(SsmManagedEnvironment environment, InstanceStatus instance) {

    /** Such as {@code public/app-0}. */
    String name() {
      return environment.getMetadata().getName() + "/" + instance.name();
    }

    /** Its id in EC2; an instance of a Ready environment has one. */
    String id() {
      return Optional.ofNullable(instance.id()).orElseThrow();
    }

    String region() {
      return environment.getSpec().region();
    }

    Instant createdAt() {
      return Instant.parse(environment.getMetadata().getCreationTimestamp());
    }
  }

  static List<Member> members(List<SsmManagedEnvironment> environments) {
    return environments.stream().flatMap(SampleProof::members).toList();
  }

  static Stream<Member> members(SsmManagedEnvironment environment) {
    return Stream.ofNullable(environment.getStatus())
        .map(EnvironmentStatus::instances)
        .flatMap(List::stream)
        .map(instance -> new Member(environment, instance));
  }

  /** Whether each instance was asked, or need not be. */
  static boolean isVerified(SsmManagedEnvironment environment) {
    boolean wanted = environment.getSpec().verificationOrDefault().egressOrDefault();
    return !wanted
        || (members(environment).findAny().isPresent()
            && members(environment)
                .allMatch(member ->
                    egress(member)
                        .filter(one -> one.observed() != null || one.problem() != null)
                        .isPresent()));
  }

  static ConnectionProof of(Member member, ConnectionProof.Session session) {
    Optional<EgressStatus> egress = egress(member);
    return new ConnectionProof(
        member.name(),
        new KubernetesSerialization()
            .convertValue(member.environment().getSpec().connectivity().pattern(), String.class),
        egress.flatMap(one -> Optional.ofNullable(one.expected())),
        egress.flatMap(one -> Optional.ofNullable(one.observed())),
        session);
  }

  private static Optional<EgressStatus> egress(Member member) {
    return Optional.ofNullable(member.instance().egress());
  }
}
