package io.ssmenv.aws.permission;

import io.ssmenv.aws.iam.RoleHandler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options of the generated policies.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param policies the ARNs of managed policies that environments may add to their role
 * @param boundary the ARN of the permissions boundary that each role must have
 * @param adoptFrom the ids of other clusters whose resources environments may take over
 */
public record PolicyOptions(
    String partition, List<String> policies, Optional<String> boundary, List<String> adoptFrom) {

  public PolicyOptions {
    policies = List.copyOf(policies);
    adoptFrom = List.copyOf(adoptFrom);
  }

  /** No resources of other clusters. */
  public PolicyOptions(String partition, List<String> policies, Optional<String> boundary) {
    this(partition, policies, boundary, List.of());
  }

  /** The commercial regions, no further policies, any boundary. */
  public static PolicyOptions defaults() {
    return new PolicyOptions("aws", List.of(), Optional.empty());
  }

  /**
   * Returns the ARNs of all resources of some EC2 types, in all regions: {@code
   * arn:aws:ec2:*:*:vpc/*}.
   */
  List<String> ec2(String... types) {
    return Stream.of(types).map(type -> "arn:%s:ec2:*:*:%s/*".formatted(partition, type)).toList();
  }

  /** Returns the ARNs of some IAM types under our path: {@code arn:aws:iam::*:role/ssmenv/*}. */
  List<String> iam(String... types) {
    return Stream.of(types)
        .map(type -> "arn:%s:iam::*:%s%s*".formatted(partition, type, RoleHandler.PATH))
        .toList();
  }

  /** Returns an ARN of the partition: {@code arn:aws:ec2:*::image/*}. */
  String arn(String rest) {
    return "arn:" + partition + ":" + rest;
  }
}
