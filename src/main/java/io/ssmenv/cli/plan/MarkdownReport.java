package io.ssmenv.cli.plan;

import io.ssmenv.plan.PlannedChange;
import java.util.List;
import java.util.stream.Collectors;

/** Plans as Markdown for a pull request: a table for each environment. */
final class MarkdownReport {

  private final StringBuilder text = new StringBuilder();

  private MarkdownReport() {}

  static String of(List<EnvironmentPlan> plans) {
    MarkdownReport report = new MarkdownReport();
    plans.forEach(report::add);
    return report.text.toString();
  }

  private void add(EnvironmentPlan plan) {
    line("### " + escape(TextReport.title(plan)));
    line("");
    line("**" + Summary.of(plan) + "**");
    line("");
    items("> **Note:** ", plan.notes());
    items("- :warning: ", plan.interruptions());
    items("- ", plan.sessionWait().map(Summary::sessionWait).stream().toList());
    items("- :x: ", plan.preview().problems());
    items(
        "- :x: ",
        plan.preview().forecast().refused().stream().map(refused -> refused.summary()).toList());
    items(
        "- :grey_question: not known yet: ",
        plan.preview().forecast().unproven().stream().map(await -> await.message()).toList());
    if (!plan.changes().isEmpty()) {
      line("<details><summary>Changes, in the order of execution</summary>");
      line("");
      line("| | Resource | Fields | Reason |");
      line("|---|---|---|---|");
      plan.changes().forEach(this::row);
      line("");
      line("</details>");
      line("");
    }
  }

  private void row(ChangeDetail detail) {
    PlannedChange change = detail.change();
    line(
        "| `%s` | %s%s | %s | %s |"
            .formatted(
                change.action().sign(),
                code(change.key().value()),
                detail.id().map(id -> " (" + escape(id) + ")").orElse(""),
                detail.fields().stream()
                    .map(field -> escape(field.name()) + ": " + code(TextReport.value(field)))
                    .collect(Collectors.joining("<br>")),
                escape(detail.why())));
  }

  private void items(String bullet, List<String> texts) {
    texts.forEach(each -> line(bullet + escape(each)));
    if (!texts.isEmpty()) {
      line("");
    }
  }

  private void line(String content) {
    text.append(content).append('\n');
  }

  private static String code(String value) {
    return "`" + value.replace("`", "'").replace("|", "\\|").replace('\n', ' ') + "`";
  }

  /** No character of a value becomes Markdown or HTML. */
  private static String escape(String value) {
    return value
        .replace('\n', ' ')
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1");
  }
}
