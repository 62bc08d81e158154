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
 * Prints the calls to a simulated AWS, one aligned line each: time, account, region, call, subject
 * and outcome. Successful reads are summarized about every ten seconds, because an idle operator
 * also reads.
 */
final class CallPrinter implements Consumer<CallRecord>, AutoCloseable {
  private static final int MAX_WIDTH = 100;
  private static final int CALL_COLUMN = 32;
  private static final int SUBJECT_COLUMN = 59;
  private static final int OUTCOME_COLUMN = 86;
  private static final Duration SUMMARY_INTERVAL = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final DateTimeFormatter time;
  private final boolean everyRead;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Map<String, Integer>> reads = new TreeMap<>();
  private Optional<Instant> firstRead = Optional.empty();
  private Instant lastRead = Instant.EPOCH;
  private boolean headerPrinted;

  /**
   * Creates a printer.
   *
   * @param zone the time zone of the printed times
   * @param everyRead whether to print each successful read
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
      if (!headerPrinted) {
        headerPrinted = true;
        out.println(aligned("TIME     ACCOUNT      ", "REGION", "CALL", "SUBJECT", "OUTCOME"));
      }
      if (firstRead
          .filter(first -> !call.time().isBefore(first.plus(SUMMARY_INTERVAL)))
          .isPresent()) {
        printSummary();
      }
      boolean summarized =
          !call.mutating() && call.outcome().equals(CallRecord.OK) && call.remark().isEmpty();
      if (summarized && !everyRead) {
        firstRead = Optional.of(firstRead.orElse(call.time()));
        lastRead = call.time();
        reads
            .computeIfAbsent(
                call.accountId() + " " + region(call), accountAndRegion -> new TreeMap<>())
            .merge(call.service(), 1, Integer::sum);
      } else {
        out.println(line(call));
      }
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  /** Prints a summary of the remaining reads. */
  @Override
  public void close() {
    lock.lock();
    try {
      printSummary();
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  private void printSummary() {
    firstRead.ifPresent(first -> {
      long seconds = Math.max(1, Duration.between(first, lastRead).toSeconds());
      reads.forEach((accountAndRegion, counts) -> {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        String services =
            counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        out.printf(
            "%s %s %d reads in %d s: %s%n",
            time.format(lastRead), accountAndRegion, all, seconds, services);
      });
    });
    reads.clear();
    firstRead = Optional.empty();
  }

  /** SDKs sign calls to global services with a region name of their own. */
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

  /**
   * Each cell begins at its column, or later if necessary. A long outcome moves cells to the left.
   */
  private static String aligned(
      String prefix, String region, String call, String subject, String outcome) {
    String where = prefix + region + " ";
    int callAt = Math.max(CALL_COLUMN, where.length());
    int callEnd = callAt + call.length() + 1;
    int subjectAt = Math.max(SUBJECT_COLUMN, callEnd);
    int outcomeAt = Math.max(OUTCOME_COLUMN, subjectAt + subject.length() + 1);
    int overflow = Math.max(0, outcomeAt + outcome.length() - MAX_WIDTH);
    outcomeAt = Math.max(outcomeAt - overflow, callEnd + subject.length() + 1);
    subjectAt = Math.min(subjectAt, outcomeAt - subject.length() - 1);
    return pad(pad(pad(where, callAt) + call, subjectAt) + subject, outcomeAt) + outcome;
  }

  private static String pad(String text, int column) {
    return text + " ".repeat(Math.max(0, column - text.length()));
  }
}
