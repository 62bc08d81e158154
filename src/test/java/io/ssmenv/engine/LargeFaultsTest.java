package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What hits all environments of an account at once: nothing is lost, and there is no storm. */
@Execution(ExecutionMode.CONCURRENT)
class LargeFaultsTest {

  private static final int ENVIRONMENTS = 12;

  /** Listings of a poll, with their retries by the SDK, and the questions of all environments. */
  private static final int CALLS_PER_MINUTE = 40;

  private EngineScenario scenario;
  private List<Owner> owners;
  private Map<String, String> ids;

  @BeforeEach
  void build() {
    scenario = EngineScenario.open(Simulations.options().withSeed(14).withReadLag(ReadLag.NONE));
    owners =
        IntStream.range(0, ENVIRONMENTS)
            .mapToObj(i -> scenario.harness.apply("e" + i, EngineScenario.spec("ElasticIp")))
            .toList();
    scenario.awaitReady(owners);
    scenario.advance(Duration.ofMinutes(10));
    ids = scenario.allIds();
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void anHourWithoutAwsCostsFewCallsAndEndsWithinAPoll() {
    assertCalm(() -> scenario.aws.faults().outage(), Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ExpiredToken", "UnauthorizedOperation"})
  void whatAwsRefusesForAnHourCostsFewCallsAndEndsWithinAPoll(String error) {
    assertCalm(
        () ->
            scenario
                .aws
                .faults()
                .add(FaultTarget.ALL, new Fault.Refused(AwsErrors.of(error)), 1, Faults.ALWAYS),
        Duration.ofHours(1));
  }

  @Test
  void aPermissionThatIsWithdrawnForAnHourAndGivenBackCostsFewCalls() {
    assertCalm(
        () ->
            scenario
                .aws
                .faults()
                .add(
                    FaultTarget.forAction("DescribeSubnets"),
                    new Fault.Refused(AwsErrors.of("UnauthorizedOperation")),
                    1,
                    Faults.ALWAYS),
        Duration.ofHours(1));
  }

  @Test
  void tenMinutesWithoutTheApiServerCostNoMoreCallsThanOthers() {
    assertNothingHappens(() -> {});
  }

  @Test
  void tenMinutesWithoutAwsAndTheApiServerEndWithinAPoll() {
    assertNothingHappens(() -> scenario.aws.faults().outage());
  }

  @Test
  void anAccountThatLooksEmptyIsNotBuiltAgain() {
    assertCalm(
        () -> scenario.aws.faults().add(FaultTarget.ALL, new Fault.EmptyLists(), 1, Faults.ALWAYS),
        Duration.ofMinutes(30));
  }

  @Test
  void aCleanerOfTagsDestroysNothingAndTheTagsCanComeBack() {
    List<ResourceSummary> tagged =
        scenario.aws.resources().stream().filter(one -> !one.region().equals("global")).toList();
    Set<String> existing = existing();
    long mark = scenario.mark();
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      Set<String> names =
          tagged.stream()
              .flatMap(one -> own(one).stream().map(Tag::key))
              .collect(Collectors.toSet());
      ec2.deleteTags(call ->
          call.resources(tagged.stream().map(ResourceSummary::id).toList())
              .tags(names.stream().map(name -> Tag.builder().key(name).build()).toList()));
      scenario.advance(Duration.ofMinutes(15));
      scenario.harness.apply("e1", EngineScenario.spec("ElasticIp", "tags: {team: changed}"));
      scenario.harness.delete(owners.get(2));
      scenario.advance(Duration.ofMinutes(15));

      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(existing()).isEqualTo(existing);
      assertThat(scenario.harness.describeCondition(owners.getFirst(), "AWSReachable"))
          .contains("suddenly lacks 12 of 12 resources");

      tagged.forEach(one -> {
        ec2.createTags(call -> call.resources(one.id()).tags(own(one)));
        scenario.advance(Duration.ofMillis(200));
      });
      scenario.advance(Duration.ofMinutes(2));
      assertThat(scenario.harness.isTrue(owners.getFirst(), "Ready")).isTrue();
      assertThat(scenario.calls(mark, "CreateTags")).as("the change of e1").isNotEmpty();
      assertThat(scenario.calls(mark, "CreateVpc")).isEmpty();
    }
  }

  private static List<Tag> own(ResourceSummary resource) {
    return resource.tags().entrySet().stream()
        .filter(tag -> tag.getKey().startsWith(Ownership.PREFIX))
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private Set<String> existing() {
    return scenario.aws.resources().stream()
        .map(ResourceSummary::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The API server cannot be reached for ten minutes, while something else happens too. */
  private void assertNothingHappens(Runnable too) {
    long mark = scenario.mark();
    scenario.harness.api().setWrites(ApiServerState.Writes.REFUSED);
    too.run();
    Duration outage = Duration.ofMinutes(10);
    scenario.advance(outage);
    assertThat((scenario.mark() - mark) / outage.toMinutes())
        .as("calls per minute")
        .isLessThan(CALLS_PER_MINUTE);

    scenario.aws.faults().clear();
    scenario.harness.api().setWrites(ApiServerState.Writes.STORED);
    assertIsAsBefore(mark);
  }

  /** While a fault lasts nothing is written, and afterwards everything is as it was. */
  private void assertCalm(Runnable fault, Duration duration) {
    long mark = scenario.mark();
    fault.run();
    scenario.advance(duration.dividedBy(2));
    assertThat(owners).noneMatch(owner -> scenario.harness.isTrue(owner, "AWSReachable"));
    long half = scenario.mark();
    scenario.advance(duration.dividedBy(2));
    long end = scenario.mark();

    long minutes = duration.toMinutes() / 2;
    assertThat((half - mark) / minutes).as("calls per minute").isLessThan(CALLS_PER_MINUTE);
    assertThat((end - half) / minutes)
        .as("calls per minute do not become more")
        .isLessThanOrEqualTo((half - mark) / minutes);
    assertThat(owners).noneMatch(owner -> scenario.harness.isTrue(owner, "AWSReachable"));

    scenario.aws.faults().clear();
    assertIsAsBefore(mark);
  }

  private void assertIsAsBefore(long mark) {
    scenario.advance(Duration.ofMinutes(2));
    assertThat(owners).allMatch(owner -> scenario.harness.isTrue(owner, "Ready"));
    assertThat(owners).allMatch(owner -> scenario.harness.isTrue(owner, "AWSReachable"));
    assertThat(scenario.writes(mark)).isEmpty();
    assertThat(scenario.allIds()).isEqualTo(ids);
    Invariants.assertHold(scenario.aws, scenario.harness);
  }
}
