package io.ssmenv.aws.ec2;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AttributeCache;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.ReadLag;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Vpc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/**
 * VPCs. DescribeVpcs does not return the two DNS attributes, so they are read for one VPC at a time
 * and remembered.
 */
public final class VpcHandler implements ListedHandler<Vpc> {

  /** The attributes of a new VPC, which CreateVpc cannot set [D]. */
  private static final Dns DEFAULTS = new Dns(true, false);

  /** The attributes of every VPC of the operator, soon after it was created. */
  private static final Dns OURS = new Dns(true, true);

  /** Reads one attribute of one VPC. */
  private static final String ATTRIBUTE = "DescribeVpcAttribute";

  private record Dns(boolean support, boolean hostnames) {}

  private record VpcWithDns(software.amazon.awssdk.services.ec2.model.Vpc vpc, Dns dns) {}

  private final AttributeCache<Dns> dns;

  /** The VPCs that the first listing of this process showed, by region. */
  private final Map<String, Set<String>> inherited = new ConcurrentHashMap<>();

  private final ItemReads budget;
  private final Listing listing =
      SdkListing.withItemReads(
          "DescribeVpcs",
          Vpc.class,
          Set.of(),
          this::list,
          (clients, id) ->
              clients.ec2().describeVpcs(request -> request.vpcIds(id)).vpcs().stream()
                  .map(vpc -> new VpcWithDns(vpc, ask(clients.ec2(), id)))
                  .toList(),
          VpcHandler::item,
          ReadLag.EC2);

  public VpcHandler() {
    this(ItemReads.UNLIMITED);
  }

  /**
   * @param budget of the reads of the DNS attributes
   */
  public VpcHandler(ItemReads budget) {
    this.budget = budget;
    this.dns = new AttributeCache<>(ATTRIBUTE, known -> budget.turns(ATTRIBUTE, known));
  }

  @Override
  public Class<Vpc> type() {
    return Vpc.class;
  }

  @Override
  public Listing listing() {
    return listing;
  }

  /** CreateVpc cannot set the DNS attributes; correcting them is a separate step. */
  @Override
  public Created create(AwsCall call, Vpc desired) {
    String id =
        call.ec2()
            .createVpc(request ->
                request
                    .cidrBlock(desired.cidr())
                    .tagSpecifications(
                        Tagging.specification(ResourceType.VPC, call.tags(desired.tags()))))
            .vpc()
            .vpcId();
    return Created.ready(id)
        .withActual(
            new Vpc(
                desired.key(),
                desired.cidr(),
                DEFAULTS.support(),
                DEFAULTS.hostnames(),
                desired.tags()));
  }

  /** Each call sets one attribute. DNS host names require DNS support. */
  @Override
  public String update(AwsCall call, Vpc desired, Observed current, Set<Component> changed) {
    Vpc there = (Vpc) current.resource();
    String id = current.id();
    if (changed.contains(Vpc.DNS_SUPPORT)) {
      call.ec2()
          .modifyVpcAttribute(request ->
              request.vpcId(id).enableDnsSupport(value -> value.value(desired.dnsSupport())));
    }
    if (changed.contains(Vpc.DNS_HOSTNAMES)) {
      call.ec2()
          .modifyVpcAttribute(request ->
              request.vpcId(id).enableDnsHostnames(value -> value.value(desired.dnsHostnames())));
    }
    if (changed.contains(Vpc.DNS_SUPPORT) || changed.contains(Vpc.DNS_HOSTNAMES)) {
      Dns wanted = new Dns(desired.dnsSupport(), desired.dnsHostnames());
      dns.written(call.clients().region(), id, wanted::equals);
    }
    Tagging.correct(call, id, desired.tags(), there.tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Vpc observed, String id) {
    return NotFound.deleted(() -> call.ec2().deleteVpc(request -> request.vpcId(id)));
  }

  @Override
  public List<String> blockers(AwsCall call, Vpc observed, String id) {
    return DeletionBlockers.ofVpc(call, id);
  }

  @Override
  public Change change(Vpc desired, Vpc observed, Set<Component> changed) {
    return changed.contains(Vpc.CIDR)
        ? new Change.Refused(
            "The range of a VPC cannot be changed. To use another one, delete and recreate the"
                + " environment")
        : new Change.InPlace();
  }

  private SdkListing.Items<VpcWithDns> list(Clients clients, TagScope scope) {
    Map<String, software.amazon.awssdk.services.ec2.model.Vpc> byId = new LinkedHashMap<>();
    scope
        .calls()
        .forEach(one ->
            clients
                .ec2()
                .describeVpcsPaginator(
                    request -> request.filters(Tagging.inScope(one)).maxResults(1000))
                .vpcs()
                .stream()
                .forEach(vpc -> byId.putIfAbsent(vpc.vpcId(), vpc)));
    List<software.amazon.awssdk.services.ec2.model.Vpc> vpcs = List.copyOf(byId.values());
    AttributeCache.Attributes<Dns> attributes =
        dns.of(
            clients.region(),
            vpcs.stream().map(software.amazon.awssdk.services.ec2.model.Vpc::vpcId).toList(),
            budget.ofListing(ATTRIBUTE, 2),
            id -> ask(clients.ec2(), id));
    Set<String> old =
        inherited.computeIfAbsent(clients.region(), _ -> ImmutableCopy.of(byId.keySet()));
    return new SdkListing.Items<>(
        vpcs.stream()
            .flatMap(vpc ->
                Optional.ofNullable(attributes.read().get(vpc.vpcId()))
                    .or(() -> assumed(old, vpc.vpcId()))
                    .map(dns -> new VpcWithDns(vpc, dns))
                    .stream())
            .toList(),
        attributes.unread());
  }

  /**
   * After a start a thousand VPCs take minutes to be read, in which nothing else could be done in
   * them. Until then those of an earlier process have what it has given them.
   */
  private static Optional<Dns> assumed(Set<String> old, String id) {
    return old.contains(id) ? Optional.of(OURS) : Optional.empty();
  }

  private static Dns ask(Ec2Client ec2, String id) {
    boolean support =
        ec2.describeVpcAttribute(
                request -> request.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
            .enableDnsSupport()
            .value();
    boolean hostnames =
        ec2.describeVpcAttribute(
                request -> request.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
            .enableDnsHostnames()
            .value();
    return new Dns(support, hostnames);
  }

  private static ListedResource item(VpcWithDns read) {
    software.amazon.awssdk.services.ec2.model.Vpc vpc = read.vpc();
    Map<String, String> tags = Tagging.read(vpc.tags());
    String state = States.word(vpc.stateAsString());
    return ListedResource.of(
        vpc.vpcId(),
        tags,
        false,
        state,
        key ->
            List.of(
                new Observed(
                    new Vpc(
                        key,
                        vpc.cidrBlock(),
                        read.dns().support(),
                        read.dns().hostnames(),
                        UserTags.of(tags)),
                    vpc.vpcId(),
                    States.of(state),
                    state,
                    Optional.ofNullable(vpc.ownerId())
                        .map(owner -> Map.of(Observed.OWNER_ACCOUNT, owner))
                        .orElse(Map.of()))));
  }
}
