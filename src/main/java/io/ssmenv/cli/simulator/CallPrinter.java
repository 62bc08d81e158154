package io.ssmenv.cli.simulator;

import io.ssmenv.simulator.core.CallRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Prints the calls of a simulated AWS for people, one aligned line each: time, account, region, the
 * call, what it was about, and what came of it. Reads that succeed are summed up about every ten
 * seconds, since an operator that has nothing to do reads all the same.
 */
final class CallPrinter implements Consumer<CallRecord>, AutoCloseable {
  private static final int WIDTH = 100;
  private static final int CALL = 32;
  private static final int SUBJECT = 59;
  private static final int OUTCOME = 86;
  private static final Duration SUMMARY = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final DateTimeFormatter time;
  private final boolean everyRead;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Map<String, Integer>> reads = new TreeMap<>();
  private Optional<Instant> firstRead = Optional.empty();
  private Instant lastRead = Instant.EPOCH;
  private boolean begun;

  /**
   * A printer.
   *
   * @param zone whose time of day is printed
   * @param everyRead whether reads that succeed are printed one by one
   */
  CallPrinter(PrintWriter out, ZoneId zone, boolean everyRead) {
    this.out = out;
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
    this.everyRead = everyRead;
  }

  @Override
  public void accept(CallRecord call) {
    lock.lock();
    try {
      if (!begun) {
        begun = true;
        out.println(aligned("TIME     ACCOUNT      ", "REGION", "CALL", "ABOUT", "OUTCOME"));
      }
      if (firstRead.filter(first -> !call.time().isBefore(first.plus(SUMMARY))).isPresent()) {
        sumUp();
      }
      boolean plain =
          !call.mutating() && call.outcome().equals(CallRecord.OK) && call.remark().isEmpty();
      if (plain && !everyRead) {
        firstRead = Optional.of(firstRead.orElse(call.time()));
        lastRead = call.time();
        reads
            .computeIfAbsent(call.accountId() + " " + region(call), place -> new TreeMap<>())
            .merge(call.service(), 1, Integer::sum);
      } else {
        out.println(line(call));
      }
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  /** Prints the reads that are not summed up yet. */
  @Override
  public void close() {
    lock.lock();
    try {
      sumUp();
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  private void sumUp() {
    firstRead.ifPresent(first -> {
      long seconds = Math.max(1, Duration.between(first, lastRead).toSeconds());
      reads.forEach((place, counts) -> {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        String services =
            counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        out.printf(
            "%s %s %d reads in %d s: %s%n", time.format(lastRead), place, all, seconds, services);
      });
    });
    reads.clear();
    firstRead = Optional.empty();
  }

  /** What SDKs sign for where a service has no regions is a name that only they know. */
  private static String region(CallRecord call) {
    return call.region().equals("aws-global") ? "global" : call.region();
  }

  private String line(CallRecord call) {
    String outcome = call.outcome().equals(CallRecord.OK) ? "ok" : call.outcome();
    return aligned(
        time.format(call.time()) + " " + call.accountId() + " ",
        region(call),
        call.service() + "." + call.action(),
        call.subject(),
        call.remark().isEmpty() ? outcome : outcome + ", " + call.remark());
  }

  /** Each cell begins at its column, or later if it must; a long outcome pushes to the left. */
  private static String aligned(
      String begin, String region, String call, String subject, String outcome) {
    String where = begin + region + " ";
    int callAt = Math.max(CALL, where.length());
    int callEnd = callAt + call.length() + 1;
    int subjectAt = Math.max(SUBJECT, callEnd);
    int outcomeAt = Math.max(OUTCOME, subjectAt + subject.length() + 1);
    int excess = Math.max(0, outcomeAt + outcome.length() - WIDTH);
    outcomeAt = Math.max(outcomeAt - excess, callEnd + subject.length() + 1);
    subjectAt = Math.min(subjectAt, outcomeAt - subject.length() - 1);
    return filled(filled(filled(where, callAt) + call, subjectAt) + subject, outcomeAt) + outcome;
  }

  private static String filled(String text, int column) {
    return text + " ".repeat(Math.max(0, column - text.length()));
  }
}
