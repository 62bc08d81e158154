package io.ssmenv.aws;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.foreign.ForeignReads;
import io.ssmenv.aws.foreign.ForeignVpcReader;
import io.ssmenv.aws.foreign.HealthReader;
import io.ssmenv.aws.foreign.SessionTargetReader;
import io.ssmenv.aws.foreign.TrafficControlsReader;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.cloud.TrafficControls;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.PrefixList;

/** Reads from EC2 and Systems Manager what the spec leaves open. */
public final class AwsFactSource implements FactSource {

  private final Clients clients;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final ForeignReads foreignReads;
  private final String account;
  private final ZoneOfferings offerings;
  private final Fallback services;
  private final Fallback prefixLists;

  /**
   * @param credentials sign the calls of these clients and the confirmation of the account
   */
  public AwsFactSource(
      Clients clients,
      PinnedCredentials credentials,
      CallerIdentity identity,
      ReadBudget budget,
      InstantSource clock) {
    this(
        clients,
        credentials,
        identity,
        new ForeignReads(budget),
        "",
        new ZoneOfferings(clients, clock),
        Fallback.whenUnsupported(),
        Fallback.whenUnsupported());
  }

  private AwsFactSource(
      Clients clients,
      PinnedCredentials credentials,
      CallerIdentity identity,
      ForeignReads foreignReads,
      String account,
      ZoneOfferings offerings,
      Fallback services,
      Fallback prefixLists) {
    this.clients = clients;
    this.credentials = credentials;
    this.identity = identity;
    this.foreignReads = foreignReads;
    this.account = account;
    this.offerings = offerings;
    this.services = services;
    this.prefixLists = prefixLists;
  }

  @Override
  public FactSource in(String otherAccount) {
    return new AwsFactSource(
        clients,
        credentials,
        identity,
        foreignReads,
        otherAccount,
        offerings,
        services,
        prefixLists);
  }

  @Override
  public List<String> zones() {
    return ask(
        "DescribeAvailabilityZones",
        () ->
            clients
                .ec2()
                .describeAvailabilityZones(request -> request.filters(filter("state", "available")))
                .availabilityZones()
                .stream()
                .filter(ZoneOfferings::isUsable)
                .map(AvailabilityZone::zoneName)
                .sorted()
                .toList());
  }

  @Override
  public Map<String, Set<String>> zonesOfTypes(Set<String> types) {
    return ask("DescribeInstanceTypeOfferings", () -> offerings.ofTypes(account, types));
  }

  @Override
  public Map<String, Set<String>> zonesOfEndpoints(Set<String> names) {
    Map<String, String> byFullName =
        names.stream().collect(Collectors.toMap(this::fullName, Function.identity()));
    Map<String, Set<String>> zones = new HashMap<>();
    ask("DescribeVpcEndpointServices", () -> offerings.ofServices(byFullName.keySet()))
        .forEach((name, offering) ->
            Optional.ofNullable(byFullName.get(name))
                .ifPresent(service -> zones.put(service, offering)));
    return zones;
  }

  @Override
  public String resolveImageParameter(String parameter) {
    return ask(
        "GetParameter",
        () -> clients.ssm().getParameter(request -> request.name(parameter)).parameter().value());
  }

  @Override
  public String rootDeviceName(String imageId) {
    return ask("DescribeImages", () -> RootDevice.of(clients.ec2(), imageId));
  }

  /** A service that cannot list its endpoint services is assumed to offer all of them. */
  @Override
  public boolean offersEndpoint(String service) {
    return ask(
        "DescribeVpcEndpointServices", () -> services.call(() -> isListed(service), () -> true));
  }

  private boolean isListed(String service) {
    return !offerings.readService(fullName(service)).isEmpty();
  }

  @Override
  public Optional<ForeignVpc> foreignVpc(
      Optional<String> vpcId, List<String> subnetIds, String namespace) {
    return ask(
        "DescribeVpcs",
        () -> new ForeignVpcReader(clients.ec2(), foreignReads).read(vpcId, subnetIds, namespace));
  }

  @Override
  public TrafficControls trafficControls(String vpcId, SortedSet<String> instanceIds) {
    return ask(
        "DescribeNetworkAcls",
        () -> new TrafficControlsReader(clients.ec2(), foreignReads).read(vpcId, instanceIds));
  }

  @Override
  public Map<String, List<ScheduledEvent>> scheduledEvents() {
    return ask(
        "DescribeInstanceStatus",
        () -> new HealthReader(clients.ec2(), foreignReads).scheduledEvents());
  }

  @Override
  public Optional<String> consoleOutput(String id) {
    return ask("GetConsoleOutput", () -> new HealthReader(clients.ec2(), foreignReads).console(id));
  }

  @Override
  public SessionFindings sessionFindings(SessionTargets targets) {
    return ask(
        "DescribeLogGroups",
        () ->
            new SessionTargetReader(clients.onDemand(), clients.region(), foreignReads)
                .read(targets));
  }

  /** Without prefix lists, the instances get no egress to S3. */
  @Override
  public Optional<String> s3PrefixList() {
    return ask(
        "DescribePrefixLists", () -> prefixLists.call(this::listedPrefixList, Optional::empty));
  }

  private Optional<String> listedPrefixList() {
    return clients
        .ec2()
        .describePrefixLists(request -> request.filters(filter("prefix-list-name", fullName("s3"))))
        .prefixLists()
        .stream()
        .filter(list -> fullName("s3").equals(list.prefixListName()))
        .map(PrefixList::prefixListId)
        .findFirst();
  }

  private String fullName(String service) {
    String prefix = clients.region().startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return prefix + clients.region() + "." + service;
  }

  /** Passes by itself: the next pass of the inventory finds out which account is in use. */
  private void requireAccount() {
    String confirmed = identity.confirm();
    if (!confirmed.equals(account)) {
      throw new CloudException(
          new CloudError.Unavailable(
              "GetCallerIdentity",
              "AccountChanged",
              "the credentials now belong to account " + confirmed));
    }
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private <T> T ask(String action, Supplier<T> call) {
    try {
      return account.isEmpty()
          ? call.get()
          : credentials.callPinned(() -> {
            requireAccount();
            return call.get();
          });
    } catch (RuntimeException e) {
      throw new CloudException(ErrorClassifier.classify(action, e), e);
    }
  }
}
