package io.ssmenv.aws.permission;

import io.ssmenv.aws.iam.RoleHandler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the policies depend on besides the code.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param policies the ARNs of managed policies that environments may add to their role
 * @param boundary the ARN of the permissions boundary that every role has to have
 */
public record PolicyOptions(String partition, List<String> policies, Optional<String> boundary) {

  public PolicyOptions {
    policies = List.copyOf(policies);
  }

  /** AWS outside of China and the government's regions, no further policies, any boundary. */
  public static PolicyOptions defaults() {
    return new PolicyOptions("aws", List.of(), Optional.empty());
  }

  /** All resources of some types of EC2, in all regions: {@code arn:aws:ec2:*:*:vpc/*}. */
  List<String> ec2(String... types) {
    return Stream.of(types).map(type -> "arn:%s:ec2:*:*:%s/*".formatted(partition, type)).toList();
  }

  /** Everything under our path of some types of IAM: {@code arn:aws:iam::*:role/ssmenv/*}. */
  List<String> iam(String... types) {
    return Stream.of(types)
        .map(type -> "arn:%s:iam::*:%s%s*".formatted(partition, type, RoleHandler.PATH))
        .toList();
  }

  /** What belongs to no account and region: {@code arn:aws:ec2:*::image/*}. */
  String arn(String rest) {
    return "arn:" + partition + ":" + rest;
  }
}
