package io.ssmenv.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressAnswer;
import io.ssmenv.cloud.EgressAnswer.Why;
import io.ssmenv.cloud.EgressChecks.Answer;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RetryTiming;
import io.ssmenv.topology.Platform;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;
import software.amazon.awssdk.services.ssm.model.SendCommandResponse;

/** A fault of the operator is taken neither for a refusal nor for an answer of AWS. */
class RunCommandFaultsTest {
  private static final String ACCOUNT = "111122223333";
  private static final Owner OWNER = new Owner("cluster", "uid-1", "team-a/one");
  private static final Owner OTHER = new Owner("cluster", "uid-2", "team-a/two");
  private static final List<String> SERVICES = List.of("https://one.example/");
  private static final List<String> OTHER_SERVICES = List.of("https://two.example/");

  private final AtomicInteger reported = new AtomicInteger();
  private final List<List<String>> sent = new ArrayList<>();

  /** The address services whose commands the operator cannot make. */
  private final Set<String> faulty = new HashSet<>();

  private final ClientFactory factory =
      ClientFactory.of(URI.create("http://127.0.0.1:1"), "AKIATEST", "secret");
  private final Clients unreachable = factory.clients("eu-west-1");
  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private Runnable tick = () -> {};
  private final RunCommandChecks checks = checks();

  private RunCommandChecks checks() {
    Clients clients =
        new Clients(
            "eu-west-1",
            unreachable.ec2(),
            unreachable.iam(),
            ssm(),
            unreachable.sts(),
            unreachable.onDemand(),
            unreachable.http(),
            unreachable.time());
    RunCommandChecks created =
        new RunCommandChecks(
            clients,
            clients,
            "cluster",
            factory.credentials(),
            new CallerIdentity(clients, _ -> ACCOUNT),
            new ApiBudget(() -> now),
            () -> now,
            new Ticks(),
            _ -> {},
            new InternalErrors(reported::incrementAndGet));
    created.start();
    return created;
  }

  @AfterEach
  void close() {
    unreachable.close();
  }

  /** A client with which results cannot be read. */
  private SsmClient ssm() {
    return (SsmClient)
        Proxy.newProxyInstance(
            SsmClient.class.getClassLoader(),
            new Class<?>[] {SsmClient.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("sendCommand")) {
                throw new IllegalArgumentException("a fault in reading");
              }
              SendCommandRequest.Builder request = SendCommandRequest.builder();
              @SuppressWarnings("unchecked") // The parameter of this method.
              Consumer<SendCommandRequest.Builder> filled =
                  (Consumer<SendCommandRequest.Builder>) arguments[0];
              filled.accept(request);
              return send(request.build());
            });
  }

  private SendCommandResponse send(SendCommandRequest request) {
    sent.add(request.instanceIds());
    if (faulty.stream().anyMatch(request.parameters().toString()::contains)) {
      throw new IllegalArgumentException("a fault in sending");
    }
    return SendCommandResponse.builder()
        .command(c -> c.commandId("c-" + sent.size()).requestedDateTime(now))
        .build();
  }

  private final class Ticks implements PollTimer {
    @Override
    public void begin(Duration pause, Runnable task) {
      tick = task;
    }

    @Override
    public void stop() {}

    @Override
    public void end(Duration limit) {}
  }

  private void ask(Owner owner, List<String> services, String... instances) {
    checks.ask(
        owner,
        ACCOUNT,
        Set.of(instances),
        List.of(instances).stream()
            .map(id -> new Question(id, Platform.LINUX, services, Optional.empty()))
            .toList());
  }

  private void tickAfter(Duration pause) {
    now = now.plus(pause);
    tick.run();
  }

  @Test
  void aFaultInSendingIsNoRefusalOfAnInstance() {
    faulty.add("one.example");
    ask(OWNER, SERVICES, "i-1", "i-2", "i-3", "i-4");
    ask(OTHER, OTHER_SERVICES, "i-5");
    tickAfter(EgressTiming.TICK);
    assertThat(sent).as("each command once").extracting(List::size).containsExactly(4, 1);
    assertThat(checks.answers(OWNER).failure())
        .get()
        .isInstanceOfSatisfying(
            CloudError.Internal.class,
            fault -> assertThat(fault.code()).isEqualTo("IllegalArgumentException"));
    assertThat(checks.answers(OTHER).failure()).isEmpty();
    assertThat(reported).hasValue(1);

    tickAfter(EgressTiming.TICK);
    assertThat(sent).as("the pause of the failed command").hasSize(2);
    tickAfter(RetryTiming.INTERNAL_ERROR_BACKOFF.first());
    assertThat(sent).as("repeated as it was").hasSize(3);
    assertThat(sent.getLast()).hasSize(4);

    faulty.clear();
    tickAfter(RetryTiming.INTERNAL_ERROR_BACKOFF.longest());
    assertThat(sent.getLast()).hasSize(4);
    assertThat(checks.answers(OWNER).failure()).isEmpty();
  }

  @Test
  void aFaultInReadingIsNoSilenceOfSystemsManager() {
    ask(OWNER, SERVICES, "i-1");
    tickAfter(EgressTiming.TICK);
    tickAfter(EgressTiming.TICK);
    tickAfter(EgressTiming.ANSWER_LIMIT);
    assertThat(checks.answers(OWNER).byInstance().get("i-1"))
        .extracting(Answer::value)
        .isEqualTo(new EgressAnswer.Inconclusive(Why.INTERNAL_ERROR));
    assertThat(reported.get()).isPositive();
  }
}
