package io.ssmenv.cli.orphans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.cli.plan.WrappedLines;
import io.ssmenv.topology.Observed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Orphans for people and for programs. */
final class OrphanReport {

  private static final String FORMAT = "ssmenv.io/orphans/v1";

  private static final String IAM_LEFT_OUT =
      """
      IAM resources are in no region, and are left out: their environment may be in a
      region that was not read. Leave out --region to see them.
      """;

  private static final String ROW = "%-36s  %-14s  %4s  %9s  %7s%n";

  private static final String INDENT = "  ";

  /** Names of roles are longer than this, and do not move the states of all others. */
  private static final int MAX_ID = 28;

  private OrphanReport() {}

  /** At most 80 characters wide, unless an id or a name is longer. */
  static String table(Finding finding, Instant now) {
    List<Orphan> orphans = finding.orphans();
    StringBuilder text = new StringBuilder();
    if (orphans.isEmpty()) {
      return text.append("Every resource of an operator ")
          .append(finding.everyRegion() ? "" : "in " + String.join(", ", finding.regions()) + " ")
          .append("belongs to a living environment.\n")
          .append(finding.everyRegion() ? "" : IAM_LEFT_OUT)
          .toString();
    }
    text.append(ROW.formatted("ENVIRONMENT ID", "REGION", "AGE", "RESOURCES", "COSTING"));
    for (Orphan orphan : orphans) {
      text.append(
          ROW.formatted(
              orphan.id(),
              orphan.regionNames(),
              orphan.age(now),
              orphan.resources().size(),
              orphan.costing().size()));
    }
    orphans.forEach(orphan -> text.append('\n').append(details(orphan)));
    text.append(
            "\nThose that are COSTING money by the hour are listed with a $. To hand resources\n")
        .append("over to a new environment: ./ssmenv orphans --manifest ID. To delete them:\n")
        .append("./ssmenv orphans --delete ID\n");
    if (orphans.stream().anyMatch(orphan -> orphan.created().isEmpty())) {
      text.append("An AGE ? is not known: AWS keeps no creation time of these resources.\n");
    }
    return text.append(finding.everyRegion() ? "" : IAM_LEFT_OUT).toString();
  }

  /** One orphan with all its resources. */
  static String details(Orphan orphan) {
    WrappedLines lines = new WrappedLines();
    lines.add(
        orphan.id()
            + (orphan.owner().isEmpty() ? "" : ", formerly " + orphan.owner())
            + (orphan.retained() ? ", retained" : ""));
    lines.hang(INDENT, "cluster id ", String.join(", ", orphan.clusters()));
    orphan
        .operator()
        .at()
        .ifPresent(
            at -> lines.hang(INDENT, "NOT LOST: ", "the operator of that cluster wrote at " + at));
    orphan.operator().unreadable().ifPresent(why -> lines.hang(INDENT, "MAYBE NOT LOST: ", why));
    if (!orphan.claiming().isEmpty()) {
      lines.hang(INDENT, "ASKED FOR by ", String.join(", ", orphan.claiming()));
    }
    return lines + resources(orphan.resources());
  }

  private static String resources(List<Found> all) {
    int keys = width(all, one -> one.key().value(), Integer.MAX_VALUE);
    int ids = width(all, Observed::id, MAX_ID);
    StringBuilder text = new StringBuilder();
    for (Found found : all) {
      Observed one = found.observed();
      text.append(INDENT)
          .append(Orphan.costs(one) ? "$ " : "  ")
          .append(padded(one.key().value(), keys))
          .append(padded(one.id(), ids))
          .append(word(one.awsState()))
          .append('\n');
    }
    return text.toString();
  }

  private static int width(List<Found> all, Function<Observed, String> cell, int limit) {
    return all.stream()
        .mapToInt(one -> cell.apply(one.observed()).length())
        .filter(length -> length <= limit)
        .max()
        .orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()) + 1);
  }

  private static String word(String state) {
    int end = state.indexOf(' ');
    return end < 0 ? state : state.substring(0, end);
  }

  static String json(Finding finding) {
    return write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), finding) + "\n";
  }

  static String yaml(Finding finding) {
    return write(new ObjectMapper(new YAMLFactory()), finding);
  }

  private static String write(ObjectMapper mapper, Finding finding) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("regionsRead", finding.regions());
    all.put("iamResourcesListed", finding.everyRegion());
    all.put("orphans", finding.orphans().stream().map(OrphanReport::object).toList());
    try {
      return mapper.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps and lists can always be written", e);
    }
  }

  private static Map<String, Object> object(Orphan orphan) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("environmentId", orphan.id());
    one.put("owner", orphan.owner());
    one.put("clusterIds", List.copyOf(orphan.clusters()));
    one.put("regions", orphan.regions());
    orphan.created().ifPresent(at -> one.put("created", at.toString()));
    orphan.operator().at().ifPresent(at -> one.put("operatorWroteAt", at.toString()));
    orphan.operator().unreadable().ifPresent(why -> one.put("operatorUnknown", why));
    one.put("askedForBy", List.copyOf(orphan.claiming()));
    one.put("retained", orphan.retained());
    one.put("resources", orphan.resources().stream().map(OrphanReport::resource).toList());
    return one;
  }

  private static Map<String, Object> resource(Found found) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("key", found.observed().key().value());
    one.put("id", found.observed().id());
    one.put("state", found.observed().awsState());
    one.put("costs", Orphan.costs(found.observed()));
    return one;
  }
}
