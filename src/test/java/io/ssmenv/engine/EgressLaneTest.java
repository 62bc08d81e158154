package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The environments of a region share commands, and do not suffer from each other. */
@Execution(ExecutionMode.CONCURRENT)
class EgressLaneTest {
  private static final String SEND = "SendCommand";
  private static final String LIST = "ListCommandInvocations";
  private static final Pattern COMMAND_ID = Pattern.compile("\"CommandId\":\"([^\"]+)\"");
  private static final String OTHER_SERVICES =
      "verification: {egress: true, addressServices: [https://api.ipify.org/, https://icanhazip.com/]}";

  private final EngineScenario scenario = EngineScenario.open(131);
  private final EgressProbe probe = new EgressProbe(scenario);

  @AfterEach
  void close() {
    scenario.close();
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\": \"%s\", \"Action\": \"%s\", \"Resource\": \"%s\"}"
        .formatted(effect, action, resource);
  }

  private void restrict(String... statements) {
    scenario
        .aws
        .callerPolicies()
        .restrict(
            EngineScenario.ENGINE_KEY,
            List.of(
                "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}"
                    .formatted(String.join(", ", statements))),
            Map.of());
  }

  private Owner apply(String name, String... more) {
    return scenario.harness.apply(
        name,
        EngineScenario.spec("NatGateway", more).replace("{name: app}", "{name: app, count: 3}"));
  }

  @Test
  void anInstanceThatAwsRefusesToAskDoesNotKeepOthersFromBeingAsked() {
    Owner one = apply("one");
    Owner two = apply("two");
    scenario.awaitReady(one, two);
    String refused = scenario.id(one, "instance/app-1");
    String all = statement("Allow", "*", "*");
    restrict(all, statement("Deny", "ssm:SendCommand", "arn:aws:ec2:*:*:instance/" + refused));
    long mark = scenario.mark();
    apply("one", EgressProbe.VERIFY);
    apply("two", EgressProbe.VERIFY);
    probe.awaitCondition(two, "TRUE Verified: ");
    probe.awaitCondition(
        one, "UNKNOWN NotVerified: The instances cannot be asked: SendCommand: AccessDenied");
    scenario.eventually(() ->
        assertThat(scenario.harness.status(one).instances())
            .filteredOn(instance -> !refused.equals(instance.id()))
            .extracting(InstanceStatus::egress)
            .doesNotContainNull()
            .allMatch(egress -> egress.observed() != null));
    scenario.advance(Duration.ofMinutes(55));
    assertThat(scenario.calls(mark, SEND))
        .filteredOn(call -> !call.outcome().equals(CallRecord.OK))
        .as("refused")
        .hasSizeBetween(10, 20);
    restrict(all);
    probe.awaitCondition(one, "TRUE Verified: ");
  }

  @Test
  void whoHasAnsweredIsWokenAlthoughALaterReadFails() {
    Owner one = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
    Owner two = scenario.harness.apply("two", EngineScenario.spec("ElasticIp"));
    scenario.awaitReady(one, two);
    scenario.advance(Duration.ofMinutes(5));
    scenario.harness.apply("one", EngineScenario.spec("ElasticIp", EgressProbe.VERIFY));
    scenario.harness.apply("two", EngineScenario.spec("ElasticIp", OTHER_SERVICES));
    scenario.eventually(() -> assertThat(scenario.calls(0, SEND)).hasSize(2));
    throttle();
    scenario.advance(Duration.ofSeconds(40));
    scenario.aws.faults().clear();
    AtomicInteger reads = new AtomicInteger();
    scenario.network.observe(
        new Network.Observer() {
          @Override
          public void leaving(NetworkCall call) {
            if (call.action().equals(LIST) && reads.incrementAndGet() == 2) {
              throttle();
            }
          }
        });
    scenario.runUntil(() -> reads.get() > 1);
    scenario.advance(Duration.ofSeconds(10));
    assertThat(List.of(probe.condition(one), probe.condition(two)))
        .filteredOn(condition -> condition.startsWith("TRUE Verified: "))
        .hasSize(1);
  }

  private void throttle() {
    scenario.aws.faults().add(FaultTarget.forAction(LIST), new Fault.Throttled(), 1, Faults.ALWAYS);
  }

  @Test
  void aCommandWhoseResultsCannotBeReadDoesNotKeepOthersFromBeingAsked() {
    Owner one = apply("one", EgressProbe.VERIFY);
    UnreadableCommand unreadable = new UnreadableCommand();
    scenario.network.observe(unreadable);
    scenario.eventually(() -> assertThat(unreadable.id).isPresent());
    Owner two = apply("two", OTHER_SERVICES);
    probe.awaitCondition(one, "UNKNOWN VerificationFailed: ");
    assertThat(probe.condition(one)).contains("Systems Manager did not tell the result in time");
    probe.awaitCondition(two, "TRUE Verified: ");
    probe.awaitCondition(one, "TRUE Verified: ");
  }

  /** The first command. */
  private final class UnreadableCommand implements Network.Observer {
    private Optional<String> id = Optional.empty();

    @Override
    public void leaving(NetworkCall call) {
      Matcher read = COMMAND_ID.matcher(call.body());
      if (call.action().equals(LIST) && read.find()) {
        id = id.or(() -> Optional.of(read.group(1)));
        if (id.get().equals(read.group(1))) {
          scenario.aws.faults().refuse(LIST, AwsErrors.of("ValidationException"), 1);
        }
      }
    }
  }
}
