package io.ssmenv.aws.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.cloud.InstanceHealth;
import io.ssmenv.cloud.InstanceHealth.Check;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.EventCode;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusEvent;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;

/** Reads status checks and scheduled events of instances. */
public record HealthReader(Ec2Client ec2, ForeignReads reads) {

  private static final String ACTION = "DescribeInstanceStatus";

  /** How many instances one call can name [D]. */
  private static final int MAX_IDS = 100;

  /** How AWS marks events that are over, for a week [D]. */
  private static final List<String> OVER = List.of("[Completed]", "[Canceled]");

  /** The status checks of running instances, by id; empty if there is no room for it now. */
  Optional<Map<String, InstanceHealth>> checks(SortedSet<String> instanceIds) {
    List<String> ids = List.copyOf(instanceIds);
    Map<String, InstanceHealth> all = new HashMap<>();
    for (int from = 0; from < ids.size(); from += MAX_IDS) {
      List<String> batch = ids.subList(from, Math.min(ids.size(), from + MAX_IDS));
      Optional<Map<String, InstanceHealth>> read = reads.ifRoom(ACTION, () -> checks(batch));
      if (read.isEmpty()) {
        return Optional.empty();
      }
      all.putAll(read.get());
    }
    return Optional.of(all);
  }

  private Map<String, InstanceHealth> checks(List<String> ids) {
    Map<String, InstanceHealth> all = new HashMap<>();
    ec2.describeInstanceStatus(request -> request.instanceIds(ids))
        .instanceStatuses()
        .forEach(one ->
            all.put(
                one.instanceId(),
                new InstanceHealth(check(one.systemStatus()), check(one.instanceStatus()))));
    return all;
  }

  private static Check check(InstanceStatusSummary summary) {
    return Optional.ofNullable(summary)
        .map(InstanceStatusSummary::statusAsString)
        .map(Check::of)
        .orElse(Check.OTHER);
  }

  /** What is scheduled for the instances of the region, by their ids. */
  public Map<String, List<ScheduledEvent>> scheduledEvents() {
    List<String> codes =
        EventCode.knownValues().stream().map(EventCode::toString).sorted().toList();
    List<InstanceStatus> found =
        reads.first(
            ACTION,
            () ->
                reads.items(
                    ACTION,
                    ec2.describeInstanceStatusPaginator(
                        request -> request.filters(ForeignVpcReader.filter("event.code", codes))),
                    page -> page.instanceStatuses()));
    Map<String, List<ScheduledEvent>> all = new HashMap<>();
    found.forEach(instance -> {
      List<ScheduledEvent> events = events(instance);
      if (!events.isEmpty()) {
        all.put(instance.instanceId(), events);
      }
    });
    return all;
  }

  private static List<ScheduledEvent> events(InstanceStatus instance) {
    List<ScheduledEvent> events = new ArrayList<>();
    instance.events().stream()
        .filter(event -> event.codeAsString() != null && event.notBefore() != null)
        .filter(event -> !isOver(event))
        .map(event -> new ScheduledEvent(event.codeAsString(), event.notBefore()))
        .distinct()
        .forEach(events::add);
    events.sort(
        Comparator.comparing(ScheduledEvent::notBefore).thenComparing(ScheduledEvent::code));
    return events;
  }

  /** What EC2 has of the console of an instance. */
  public Optional<String> console(String instanceId) {
    return reads.first(
        "GetConsoleOutput",
        () ->
            Optional.ofNullable(
                    ec2.getConsoleOutput(request -> request.instanceId(instanceId)).output())
                .map(text -> new String(Base64.getMimeDecoder().decode(text), UTF_8)));
  }

  private static boolean isOver(InstanceStatusEvent event) {
    return event.description() != null && OVER.stream().anyMatch(event.description()::startsWith);
  }
}
