package io.ssmenv.cli.plan;

import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.PlannedChange.Action;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import io.ssmenv.status.Interruption;
import java.util.List;
import java.util.Optional;

/** Plans as text for a terminal with 80 columns. */
final class TextReport {

  private static final String SIGN = "  ";
  private static final String DETAIL = "        ";

  /** Longer names move their values to the right. */
  private static final int MAX_NAME = 24;

  private final WrappedLines lines = new WrappedLines();

  private TextReport() {}

  static String of(List<EnvironmentPlan> plans) {
    TextReport report = new TextReport();
    plans.forEach(report::add);
    if (plans.size() > 1) {
      report.lines.separate();
      report.lines.add("Total: " + Summary.of(plans));
    }
    return report.lines.toString();
  }

  private void add(EnvironmentPlan plan) {
    lines.separate();
    lines.add(title(plan));
    plan.notes().forEach(note -> lines.add("Note: " + note + "."));
    plan.changes().forEach(this::add);
    plan.preview().forecast().refused().forEach(this::refused);
    plan.preview()
        .forecast()
        .unproven()
        .forEach(await -> block("?", "not known yet: " + await.message()));
    plan.preview().problems().forEach(problem -> block("!", problem));
    lines.separate();
    interruptions(plan);
    lines.add(Summary.of(plan));
  }

  static String title(EnvironmentPlan plan) {
    String pattern =
        plan.from()
            .filter(from -> !from.equals(plan.to()))
            .map(from -> from + " to " + plan.to())
            .orElse(plan.to());
    return "%s/%s: %s in %s%s, %s"
        .formatted(
            plan.namespace(),
            plan.name(),
            pattern,
            plan.vpc().host().map(host -> "the VPC of " + host + ", ").orElse(""),
            plan.region(),
            plan.account().map(account -> "account " + account).orElse("no account"));
  }

  private void add(ChangeDetail detail) {
    PlannedChange change = detail.change();
    block(change.action().sign(), headline(detail));
    if (change.action() != Action.CREATE) {
      lines.hang(DETAIL, "because: ", detail.why());
    }
    fields(detail.fields());
    if (change.steps().size() > 1 && change.action() == Action.DELETE) {
      lines.hang(DETAIL, "first: ", change.steps().getFirst().action());
    }
    waits(change).ifPresent(waits -> lines.hang(DETAIL, "after: ", waits));
    detail.interruptions().stream()
        .map(Interruption::message)
        .forEach(message -> lines.hang(DETAIL, "! ", message));
  }

  /** The line of the status, up to what the fields below say in detail. */
  private static String headline(ChangeDetail detail) {
    PlannedChange change = detail.change();
    String id = detail.id().map(text -> " (" + text + ")").orElse("");
    return switch (change.action()) {
      case CREATE -> "create " + change.key();
      case UPDATE -> "update " + change.key() + id;
      case REPLACE -> "replace " + change.key() + id;
      case DELETE -> "delete " + change.key() + id;
    };
  }

  private void fields(List<ChangeDetail.Field> fields) {
    int width =
        Math.min(
            MAX_NAME, fields.stream().mapToInt(field -> field.name().length()).max().orElse(0));
    for (ChangeDetail.Field field : fields) {
      String name = field.name() + " ".repeat(Math.max(0, width - field.name().length())) + "  ";
      lines.hang(DETAIL, name, value(field));
    }
  }

  static String value(ChangeDetail.Field field) {
    return field
            .before()
            .map(before -> before + " -> ")
            .orElse(field.after().isPresent() ? "" : "none")
        + field.after().orElse("");
  }

  /** A new resource waits for those above it, which goes without saying. */
  private static Optional<String> waits(PlannedChange change) {
    List<Wait> waits =
        change.waits().stream()
            .filter(wait -> change.action() != Action.CREATE || wait.on().isEmpty())
            .toList();
    return waits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            waits.getFirst().message()
                + (waits.size() == 1 ? "" : " and " + (waits.size() - 1) + " more"));
  }

  private void refused(Step.Refuse refused) {
    block("x", refused.summary());
  }

  private void interruptions(EnvironmentPlan plan) {
    if (!plan.interruptions().isEmpty()) {
      lines.add("This plan interrupts users:");
      plan.interruptions().forEach(message -> lines.hang(SIGN, "! ", message));
      plan.sessionWait().map(Summary::sessionWait).ifPresent(lines::add);
      lines.separate();
    }
  }

  private void block(String sign, String text) {
    lines.hang(SIGN, sign + " ".repeat(Math.max(1, 4 - sign.length())), text);
  }
}
