package io.ssmenv.aws;

import io.ssmenv.aws.budget.ReadBudget;
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
import io.ssmenv.topology.ImmutableCopy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Reads from EC2 and Systems Manager what the spec leaves open. */
public final class AwsFactSource implements FactSource {

  private final Clients clients;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final ForeignReads foreignReads;
  private final String account;
  private final SharedAnswers answers;
  private final boolean again;
  private final ZoneOfferings offerings;
  private final RegionServices services;

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
        new SharedAnswers(clock),
        false,
        new ZoneOfferings(clients),
        new RegionServices(clients));
  }

  private AwsFactSource(
      Clients clients,
      PinnedCredentials credentials,
      CallerIdentity identity,
      ForeignReads foreignReads,
      String account,
      SharedAnswers answers,
      boolean again,
      ZoneOfferings offerings,
      RegionServices services) {
    this.clients = clients;
    this.credentials = credentials;
    this.identity = identity;
    this.foreignReads = foreignReads;
    this.account = account;
    this.answers = answers;
    this.again = again;
    this.offerings = offerings;
    this.services = services;
  }

  @Override
  public FactSource in(String otherAccount) {
    return with(otherAccount, again);
  }

  @Override
  public FactSource askingAgain() {
    return with(account, true);
  }

  private FactSource with(String otherAccount, boolean askingAgain) {
    return new AwsFactSource(
        clients,
        credentials,
        identity,
        foreignReads,
        otherAccount,
        answers,
        askingAgain,
        offerings,
        services);
  }

  @Override
  public List<String> zones() {
    return shared(
        "DescribeAvailabilityZones",
        "",
        () ->
            clients
                .ec2()
                .describeAvailabilityZones(request ->
                    request.filters(Filter.builder().name("state").values("available").build()))
                .availabilityZones()
                .stream()
                .filter(ZoneOfferings::isUsable)
                .map(AvailabilityZone::zoneName)
                .sorted()
                .toList());
  }

  @Override
  public Map<String, Set<String>> zonesOfTypes(Set<String> types) {
    return shared(
        "DescribeInstanceTypeOfferings", ImmutableCopy.of(types), () -> offerings.ofTypes(types));
  }

  @Override
  public Map<String, Set<String>> zonesOfEndpoints(Set<String> names) {
    return shared(
        "DescribeVpcEndpointServices", ImmutableCopy.of(names), () -> services.zonesOf(names));
  }

  @Override
  public String resolveImageParameter(String parameter) {
    return shared(
        "GetParameter",
        parameter,
        () -> clients.ssm().getParameter(request -> request.name(parameter)).parameter().value());
  }

  @Override
  public String rootDeviceName(String imageId) {
    return shared("DescribeImages", imageId, () -> RootDevice.of(clients.ec2(), imageId));
  }

  @Override
  public boolean offersEndpoint(String service) {
    return shared("DescribeVpcEndpointServices", service, () -> services.offers(service));
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

  @Override
  public Optional<String> s3PrefixList() {
    return shared("DescribePrefixLists", "", services::s3PrefixList);
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

  /** Asks what is the same for all environments of the account. */
  private <T> T shared(String action, Object about, Supplier<T> call) {
    SharedAnswers.Question question = new SharedAnswers.Question(account, action, about);
    if (again) {
      answers.forget(question);
    }
    return answers.of(question, () -> ask(action, call));
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
