package io.ssmenv.simulator.throttle;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AWS's token buckets, per account, region and API, and the actions that use them. Sources: EC2's
 * are documented in "Request throttling for the Amazon EC2 API" [D]; IAM publishes none [C]; STS's
 * and Systems Manager's are quotas [D]. SSM actions without a row are not throttled.
 */
final class RateTable {
  private static final TokenBucketRate READ = new TokenBucketRate(100, 20);
  private static final TokenBucketRate WRITE = new TokenBucketRate(50, 5);
  private static final TokenBucketRate IAM = new TokenBucketRate(15, 15);

  /** A row: the actions, and whether they share one bucket or each have their own. */
  private record Row(String service, TokenBucketRate rate, boolean shared, Set<String> actions) {}

  /** The rates of requests; the first row with the action applies. */
  private static final List<Row> REQUESTS =
      List.of(
          perAction("ec2", 100, 10, "CreateTags", "DeleteTags"),
          perAction("ec2", 5, 2, "RunInstances", "StartInstances"),
          perAction("ec2", 100, 5, "TerminateInstances", "ModifyInstanceMetadataOptions"),
          perAction("ec2", 100, 5, "AssociateIamInstanceProfile", "DisassociateIamInstanceProfile"),
          perAction("ec2", 10, 1, "CreateNatGateway", "DeleteNatGateway"),
          perAction("ec2", 4, 0.3, "CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints"),
          perAction("ssm", 3, 3, "PutParameter"),
          shared("ssm", 40, 40, "GetParameter", "GetParameters", "GetParametersByPath"),
          shared("sts", 600, 600, "GetCallerIdentity", "AssumeRole", "GetSessionToken"));

  /** The rates of reads without filters and pagination. Ids count as neither. */
  private static final Row UNFILTERED =
      perAction(
          "ec2",
          50,
          10,
          "DescribeInstances",
          "DescribeInstanceStatus",
          "DescribeNetworkInterfaces",
          "DescribeSecurityGroups",
          "DescribeVolumes");

  /** The rates of instances: these actions also use a token for each instance. */
  private static final List<Row> INSTANCES =
      List.of(
          perAction("ec2", 1000, 2, "RunInstances", "StartInstances"),
          perAction("ec2", 1000, 20, "TerminateInstances", "StopInstances"));

  /** A bucket with a name that is unique in an account and region. */
  record Bucket(String name, TokenBucketRate rate) {}

  private RateTable() {}

  /** Returns the bucket of a request, if its rate is limited. */
  static Optional<Bucket> ofRequest(
      String service, String action, boolean mutating, boolean unfiltered) {
    if (unfiltered && UNFILTERED.actions().contains(action) && service.equals("ec2")) {
      return Optional.of(new Bucket(service + ":" + action + ", unfiltered", UNFILTERED.rate()));
    }
    return find(REQUESTS, service, action)
        .or(() ->
            switch (service) {
              case "ec2" -> bucket(service, action, mutating ? WRITE : READ);
              case "iam" -> bucket(service, action, IAM);
              default -> Optional.empty();
            });
  }

  /** Returns the bucket of the instances in a request, if their rate is limited. */
  static Optional<Bucket> ofInstances(String service, String action) {
    return find(INSTANCES, service, action)
        .map(bucket -> new Bucket(bucket.name() + ", instances", bucket.rate()));
  }

  private static Optional<Bucket> find(List<Row> rows, String service, String action) {
    return rows.stream()
        .filter(row -> row.service().equals(service) && row.actions().contains(action))
        .findFirst()
        .flatMap(row ->
            bucket(service, row.shared() ? String.join(",", row.actions()) : action, row.rate()));
  }

  private static Optional<Bucket> bucket(String service, String name, TokenBucketRate rate) {
    return Optional.of(new Bucket(service + ":" + name, rate));
  }

  private static Row perAction(String service, int capacity, double perSecond, String... actions) {
    return new Row(service, new TokenBucketRate(capacity, perSecond), false, Set.of(actions));
  }

  private static Row shared(String service, int capacity, double perSecond, String... actions) {
    return new Row(service, new TokenBucketRate(capacity, perSecond), true, Set.of(actions));
  }
}
