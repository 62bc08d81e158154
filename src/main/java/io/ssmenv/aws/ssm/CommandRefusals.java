package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the instances because of which AWS refuses whole commands: the halves of a refused command
 * are sent as commands of their own, down to single instances, which have pauses of their own. So
 * no instance keeps others from being asked.
 *
 * <p>A policy that is missing refuses all of them. After some refusals in a row, an account has a
 * pause, in which only instances are asked that have not been part of a refused command.
 *
 * <p>It makes no calls, and {@link EgressQueue} guards it.
 */
final class CommandRefusals {

  /**
   * An instance that was part of a refused or failed command.
   *
   * @param group those with the same number are asked with one command
   * @param failures how often it was refused as the only one, or its command could not be made
   * @param until not asked earlier
   */
  private record Suspect(long group, int failures, Instant until) {}

  /**
   * The refusals in an account since a command was accepted.
   *
   * @param until suspects are not asked earlier
   * @param newcomersUntil other instances are not asked earlier
   */
  private record Row(int refusals, Instant until, Instant newcomersUntil) {
    private static final Row NONE = new Row(0, Instant.MIN, Instant.MIN);
  }

  /** The group of those that were never part of a refused command. */
  static final long NEWCOMERS = 0;

  private final Map<String, Suspect> suspects = new HashMap<>();
  private final Map<String, Row> rows = new HashMap<>();
  private long lastGroup = NEWCOMERS;

  /** Forgets all other instances. */
  void retain(Set<String> instances) {
    suspects.keySet().retainAll(instances);
  }

  /** With which others an instance may share a command. The one that waits longest is lowest. */
  long group(String instance) {
    return Optional.ofNullable(suspects.get(instance)).map(Suspect::group).orElse(NEWCOMERS);
  }

  /** Whether an instance was refused too short a time ago. */
  boolean waits(String instance, Instant now) {
    return Optional.ofNullable(suspects.get(instance))
        .filter(suspect -> now.isBefore(suspect.until()))
        .isPresent();
  }

  /** Whether the account of a command has a pause. */
  boolean waits(EgressQueue.Batch batch, Instant now) {
    Row row = rows.getOrDefault(batch.account(), Row.NONE);
    return now.isBefore(isSuspect(batch) ? row.until() : row.newcomersUntil());
  }

  /** Whether so many commands in a row were refused that it is not because of single instances. */
  boolean refusesAll(String account) {
    return rows.getOrDefault(account, Row.NONE).refusals() >= EgressTiming.REFUSALS_IN_A_ROW;
  }

  boolean isSuspect(String instance) {
    return suspects.containsKey(instance);
  }

  private boolean isSuspect(EgressQueue.Batch batch) {
    return batch.instances().stream().anyMatch(suspects::containsKey);
  }

  void accepted(EgressQueue.Batch batch) {
    suspects.keySet().removeAll(batch.instances());
    rows.remove(batch.account());
  }

  /** Records that an instance of a command is gone, which says nothing about the account. */
  void gone(EgressQueue.Batch batch) {
    if (batch.instances().size() > 1) {
      split(batch);
    } else {
      suspects.keySet().removeAll(batch.instances());
    }
  }

  /** Records that AWS does not allow a command. */
  void refused(EgressQueue.Batch batch, CloudError error, Instant now) {
    Row row = rows.getOrDefault(batch.account(), Row.NONE);
    rows.put(batch.account(), next(row, isSuspect(batch), error, now));
    if (batch.instances().size() > 1) {
      split(batch);
      return;
    }
    pause(batch, error, now);
  }

  /**
   * Records that a command could not be made: it is repeated as it is, after a pause that does not
   * concern other commands.
   */
  void failed(EgressQueue.Batch batch, CloudError error, Instant now) {
    pause(batch, error, now);
  }

  private void pause(EgressQueue.Batch batch, CloudError error, Instant now) {
    lastGroup++;
    for (String id : batch.instances()) {
      int failures = Optional.ofNullable(suspects.get(id)).map(Suspect::failures).orElse(0) + 1;
      Instant until = now.plus(CallPause.backoff(error).after(failures));
      suspects.put(id, new Suspect(lastGroup, failures, until));
    }
  }

  private static Row next(Row row, boolean suspect, CloudError error, Instant now) {
    int refusals = row.refusals() + 1;
    int tooMany = refusals - EgressTiming.REFUSALS_IN_A_ROW + 1;
    if (tooMany < 1) {
      return new Row(refusals, row.until(), row.newcomersUntil());
    }
    return new Row(
        refusals,
        suspect || tooMany == 1 ? now.plus(CallPause.backoff(error).after(tooMany)) : row.until(),
        now.plus(Timing.POLL_INTERVAL));
  }

  private void split(EgressQueue.Batch batch) {
    List<String> ids = batch.instances();
    int middle = ids.size() / 2;
    for (List<String> half : List.of(ids.subList(0, middle), ids.subList(middle, ids.size()))) {
      lastGroup++;
      half.forEach(id -> suspects.put(id, new Suspect(lastGroup, 0, Instant.MIN)));
    }
  }
}
