package io.ssmenv.simulator.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A log group with its streams. Guarded by the account's lock. */
final class SimulatedLogGroup {
  /** An event of a stream. */
  record Event(Instant at, String message) {}

  private final String arn;
  private final Instant createdAt;
  private final Map<String, List<Event>> streams = new TreeMap<>();
  private Optional<String> kmsKeyId;

  /** Creates an empty group; its ARN has no {@code :*} at the end. */
  SimulatedLogGroup(String arn, Instant createdAt, Optional<String> kmsKeyId) {
    this.arn = arn;
    this.createdAt = createdAt;
    this.kmsKeyId = kmsKeyId;
  }

  String arn() {
    return arn;
  }

  Instant createdAt() {
    return createdAt;
  }

  Optional<String> kmsKeyId() {
    return kmsKeyId;
  }

  void encryptWith(String keyArn) {
    kmsKeyId = Optional.of(keyArn);
  }

  /** The events by stream. */
  Map<String, List<Event>> streams() {
    return streams;
  }

  void put(String stream, Event event) {
    streams.computeIfAbsent(stream, _ -> new ArrayList<>()).add(event);
  }
}
