package io.ssmenv.aws.foreign;

import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.topology.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;

/**
 * Reads a VPC that somebody else owns; without the consent of its owner, nothing but its tags. It
 * filters by ids instead of naming them: an id that does not exist is an answer, not an error.
 */
public final class ForeignVpcReader {

  private static final String VPC_ID = "vpc-id";

  private final Ec2Client ec2;
  private final ForeignReads reads;

  public ForeignVpcReader(Ec2Client ec2, ForeignReads reads) {
    this.ec2 = ec2;
    this.reads = reads;
  }

  /**
   * Reads a VPC, or the one of the first of some subnets; empty if it does not exist.
   *
   * @param namespace for which its owner has to agree
   * @throws CloudException that names the API action
   */
  public Optional<ForeignVpc> read(
      Optional<String> vpcId, List<String> subnetIds, String namespace) {
    return vpcId
        .or(() -> vpcOf(subnetIds))
        .flatMap(id ->
            reads.first(
                "DescribeVpcs",
                () ->
                    ec2
                        .describeVpcs(request -> request.filters(filter(VPC_ID, List.of(id))))
                        .vpcs()
                        .stream()
                        .findFirst()))
        .map(vpc ->
            consent(vpc.tags()).covers(namespace)
                ? read(vpc)
                : ForeignVpc.withoutConsent(vpc.vpcId(), ranges(vpc), consent(vpc.tags())));
  }

  private Optional<String> vpcOf(List<String> subnetIds) {
    return reads.first(
        "DescribeSubnets",
        () ->
            ec2
                .describeSubnets(request -> request.filters(filter("subnet-id", subnetIds)))
                .subnets()
                .stream()
                .map(Subnet::vpcId)
                .sorted()
                .findFirst());
  }

  private ForeignVpc read(Vpc vpc) {
    String id = vpc.vpcId();
    List<Subnet> subnets =
        reads.next(
            "DescribeSubnets",
            () ->
                reads
                    .items(
                        "DescribeSubnets",
                        ec2.describeSubnetsPaginator(request -> request.filters(ofVpc(id))),
                        page -> page.subnets())
                    .stream()
                    .filter(subnet -> subnet.cidrBlock() != null) // It has only IPv6.
                    .toList());
    DefaultRoutes routes =
        new DefaultRoutes(
            reads.next(
                "DescribeRouteTables",
                () ->
                    reads.items(
                        "DescribeRouteTables",
                        ec2.describeRouteTablesPaginator(request -> request.filters(ofVpc(id))),
                        page -> page.routeTables())));
    return new ForeignVpc(
        id,
        ranges(vpc),
        consent(vpc.tags()),
        attribute(id, VpcAttributeName.ENABLE_DNS_SUPPORT),
        attribute(id, VpcAttributeName.ENABLE_DNS_HOSTNAMES),
        internetGateway(id),
        subnets.stream()
            .map(subnet ->
                new ForeignVpc.Subnet(
                    subnet.subnetId(),
                    subnet.cidrBlock(),
                    subnet.availabilityZone(),
                    consent(subnet.tags()),
                    routes.of(subnet.subnetId()),
                    environment(subnet.tags())))
            .toList(),
        new ForeignEndpointReader(ec2, reads).read(id, subnets));
  }

  /** A service without secondary ranges may show only the first one. */
  private static List<String> ranges(Vpc vpc) {
    List<String> associated =
        vpc.cidrBlockAssociationSet().stream()
            .filter(one ->
                one.cidrBlockState() == null
                    || one.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
            .map(one -> one.cidrBlock())
            .toList();
    return associated.isEmpty() ? List.of(vpc.cidrBlock()) : associated;
  }

  private boolean attribute(String id, VpcAttributeName name) {
    return reads.next(
        "DescribeVpcAttribute",
        () -> {
          var answer = ec2.describeVpcAttribute(request -> request.vpcId(id).attribute(name));
          return name == VpcAttributeName.ENABLE_DNS_SUPPORT
              ? answer.enableDnsSupport().value()
              : answer.enableDnsHostnames().value();
        });
  }

  private Optional<String> internetGateway(String id) {
    return reads.next(
        "DescribeInternetGateways",
        () ->
            ec2
                .describeInternetGateways(
                    request -> request.filters(filter("attachment.vpc-id", List.of(id))))
                .internetGateways()
                .stream()
                .map(InternetGateway::internetGatewayId)
                .findFirst());
  }

  static Consent consent(List<Tag> tags) {
    return new Consent(value(tags, Consent.TAG));
  }

  static String environment(List<Tag> tags) {
    return value(tags, Ownership.TAG_ENVIRONMENT).orElse("");
  }

  private static Optional<String> value(List<Tag> tags, String key) {
    return tags.stream().filter(tag -> tag.key().equals(key)).map(Tag::value).findFirst();
  }

  static Filter ofVpc(String id) {
    return filter(VPC_ID, List.of(id));
  }

  static Filter filter(String name, Iterable<String> values) {
    List<String> all = new ArrayList<>();
    values.forEach(all::add);
    return Filter.builder().name(name).values(all).build();
  }
}
