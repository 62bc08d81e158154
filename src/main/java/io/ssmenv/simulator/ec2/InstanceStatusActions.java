package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.InstanceHealth.Event;
import io.ssmenv.simulator.ec2.SimulatedInstance.StateName;
import io.ssmenv.simulator.ec2.StatusCheck.Result;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Shows the status checks, the scheduled events and the console output of instances. */
final class InstanceStatusActions implements Ec2ActionGroup {
  private static final int MAX_IDS = 100;
  private static final int MAX_CONSOLE = 64 * 1024;
  private static final String NOT_APPLICABLE = "not-applicable";

  private static final String BOOT_LOG =
      """
      [    0.000000] Linux version 6.1.0 (mockbuild@ip-10-0-0-1)\r
      [    4.217043] cloud-init[1203]: Cloud-init v. 22.2.2 running 'init'\r
      [    7.512230] systemd[1]: Reached target multi-user.target\r
      \r
      Amazon Linux 2023\r
      ip-10-0-0-1 login: \
      """;

  private final Ec2Context ec2;

  InstanceStatusActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("DescribeInstanceStatus", this::describe, "InstanceId", "IncludeAllInstances")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        read("GetConsoleOutput", this::console, "InstanceId", "Latest"));
  }

  /** At most 100 ids, and only instances that run unless all are asked for [D]. */
  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    List<String> ids = Pages.idsWithoutSize(call, "InstanceId");
    if (ids.size() > MAX_IDS) {
      throw ApiErrors.invalid("At most %d instances can be named in one call", MAX_IDS);
    }
    boolean all = call.params().flag("IncludeAllInstances").orElse(false);
    return ec2.page(
        call,
        "instanceStatusSet",
        Pages.THOUSAND,
        () ->
            state
                .instances()
                .described(ids, call.now())
                .filter(instance -> all || instance.is(StateName.RUNNING))
                .filter(filters(state, call).of(call))
                .map(instance -> render(state, call, instance)));
  }

  private static Filters<SimulatedInstance> filters(Ec2State state, Call call) {
    return Filters.<SimulatedInstance>untagged()
        .one("availability-zone", instance -> instance.launch().zone())
        .one("instance-state-name", instance -> instance.state().name().wireName())
        .one("instance-state-code", i -> Integer.toString(i.state().name().code()))
        .one("system-status.status", i -> status(state, call, i, StatusCheck.SYSTEM))
        .one("instance-status.status", i -> status(state, call, i, StatusCheck.INSTANCE))
        .any("event.code", instance -> instance.health().events().stream().map(Event::code))
        .any(
            "event.description",
            instance -> instance.health().events().stream().map(Event::description))
        .any(
            "event.instance-event-id",
            instance -> instance.health().events().stream().map(Event::id));
  }

  private static String status(
      Ec2State state, Call call, SimulatedInstance instance, StatusCheck check) {
    return result(state, call, instance, check).map(Result::status).orElse(NOT_APPLICABLE);
  }

  /** Empty unless the instance runs. */
  private static Optional<Result> result(
      Ec2State state, Call call, SimulatedInstance instance, StatusCheck check) {
    if (!instance.is(StateName.RUNNING)) {
      return Optional.empty();
    }
    boolean checked =
        !call.now()
            .isBefore(
                instance
                    .state()
                    .since()
                    .plus(state.duration(StateDuration.STATUS_CHECKED, instance.id())));
    return Optional.of(
        Optional.ofNullable(instance.health().checks().get(check))
            .map(InstanceHealth.Failure::result)
            .orElse(checked ? Result.PASSED : Result.INITIALIZING));
  }

  private static Struct render(Ec2State state, Call call, SimulatedInstance instance) {
    Struct rendered =
        Struct.empty()
            .with("instanceId", instance.id())
            .with("availabilityZone", instance.launch().zone())
            .with("instanceState", InstanceView.state(instance))
            .with("systemStatus", summary(state, call, instance, StatusCheck.SYSTEM))
            .with("instanceStatus", summary(state, call, instance, StatusCheck.INSTANCE));
    List<Event> events = instance.health().events();
    return events.isEmpty()
        ? rendered
        : rendered.with("eventsSet", events.stream().map(InstanceStatusActions::event).toList());
  }

  private static Struct summary(
      Ec2State state, Call call, SimulatedInstance instance, StatusCheck check) {
    Optional<Result> result = result(state, call, instance, check);
    Struct summary = Struct.empty().with("status", status(state, call, instance, check));
    result.ifPresent(known -> {
      Struct detail =
          Struct.empty().with("name", "reachability").with("status", known.reachability());
      Optional.ofNullable(instance.health().checks().get(check))
          .filter(failure -> failure.result() == Result.FAILED)
          .ifPresent(failure -> detail.with("impairedSince", failure.since()));
      summary.with("details", List.of(detail));
    });
    return summary;
  }

  private static Struct event(Event event) {
    Struct rendered =
        Struct.empty()
            .with("instanceEventId", event.id())
            .with("code", event.code())
            .with("description", event.description())
            .with("notBefore", event.notBefore());
    event.notAfter().ifPresent(at -> rendered.with("notAfter", at));
    return rendered;
  }

  /**
   * What EC2 has kept of the last boot, the last 64 KB [D]; nothing for minutes after the launch
   * [F].
   */
  private Struct console(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInstance instance =
        state
            .instances()
            .described(List.of(call.params().required("InstanceId")), call.now())
            .findFirst()
            .orElseThrow();
    Struct answer = Struct.empty().with("instanceId", instance.id()).with("timestamp", call.now());
    boolean kept =
        instance.health().console().isPresent()
            || !call.now()
                .isBefore(
                    instance
                        .launch()
                        .launchedAt()
                        .plus(state.duration(StateDuration.CONSOLE_KEPT, instance.id())));
    if (kept) {
      byte[] text = instance.health().console().orElse(BOOT_LOG).getBytes(StandardCharsets.UTF_8);
      int from = Math.max(0, text.length - MAX_CONSOLE);
      answer.with(
          "output",
          Base64.getEncoder().encodeToString(Arrays.copyOfRange(text, from, text.length)));
    }
    return answer;
  }
}
