package io.ssmenv.simulator.logs;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.logs.SimulatedLogGroup.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the streams of log groups. Times are milliseconds since 1970. */
final class LogStreams {
  private final SimClock clock;
  private final Logs logs;

  LogStreams(SimClock clock, Logs logs) {
    this.clock = clock;
    this.logs = logs;
  }

  Struct view(String name, SimulatedLogGroup group) {
    return Struct.empty()
        .with("logGroupName", name)
        .with("creationTime", millis(group.createdAt()))
        .with("metricFilterCount", 0)
        .with("arn", group.arn() + ":*")
        .with("logGroupArn", group.arn())
        .with("storedBytes", 0)
        .with("logGroupClass", "STANDARD")
        .with("kmsKeyId", group.kmsKeyId());
  }

  Struct describe(Call call) {
    SimulatedLogGroup group = logs.existing(call);
    String prefix = call.params().text("logStreamNamePrefix").orElse("");
    return Struct.empty()
        .with(
            "logStreams",
            group.streams().entrySet().stream()
                .filter(stream -> stream.getKey().startsWith(prefix))
                .map(stream ->
                    Struct.empty()
                        .with("logStreamName", stream.getKey())
                        .with("creationTime", millis(stream.getValue().getFirst().at()))
                        .with("firstEventTimestamp", millis(stream.getValue().getFirst().at()))
                        .with("lastEventTimestamp", millis(stream.getValue().getLast().at()))
                        .with("arn", "%s:log-stream:%s".formatted(group.arn(), stream.getKey()))));
  }

  /** All events are on one page, whose tokens lead to itself, as at AWS's end of a stream [D]. */
  Struct events(Call call) {
    String stream = call.params().required("logStreamName");
    List<Event> events =
        Optional.ofNullable(logs.existing(call).streams().get(stream))
            .orElseThrow(() -> ErrorWords.error("log-stream-missing"));
    return Struct.empty()
        .with(
            "events",
            events.stream()
                .map(event ->
                    Struct.empty()
                        .with("timestamp", millis(event.at()))
                        .with("message", event.message())
                        .with("ingestionTime", millis(event.at()))))
        .with("nextForwardToken", "f/end")
        .with("nextBackwardToken", "b/begin");
  }

  private long millis(Instant instant) {
    return clock.toReal(instant).toEpochMilli();
  }
}
