package io.ssmenv.cli.orphans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orphans for people and for programs. */
final class OrphanReport {

  private static final String FORMAT = "ssmenv.io/orphans/v1";

  private static final String ROW = "%-36s  %-14s  %4s  %9s  %7s%n";

  private OrphanReport() {}

  /** At most 80 characters wide, unless an id or a name is longer. */
  static String table(List<Orphan> orphans, Instant now) {
    if (orphans.isEmpty()) {
      return "Every resource belongs to a living environment.\n";
    }
    StringBuilder text = new StringBuilder();
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
    return text.toString();
  }

  /** One orphan with all its resources. */
  static String details(Orphan orphan) {
    StringBuilder text = new StringBuilder();
    text.append(orphan.id())
        .append(orphan.owner().isEmpty() ? "" : ", formerly " + orphan.owner())
        .append(orphan.retained() ? ", retained" : "")
        .append('\n');
    text.append("  cluster id ").append(String.join(", ", orphan.clusters())).append('\n');
    orphan
        .operatorAlive()
        .ifPresent(at ->
            text.append("  NOT LOST: the operator of that cluster wrote at ")
                .append(at)
                .append('\n'));
    for (Found found : orphan.resources()) {
      text.append(
          "  %s %-34s %-22s %s%n"
              .formatted(
                  Orphan.costs(found.observed()) ? "$" : " ",
                  found.observed().key(),
                  found.observed().id(),
                  word(found.observed().awsState())));
    }
    return text.toString();
  }

  private static String word(String state) {
    int end = state.indexOf(' ');
    return end < 0 ? state : state.substring(0, end);
  }

  static String json(List<Orphan> orphans) {
    return write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), orphans) + "\n";
  }

  static String yaml(List<Orphan> orphans) {
    return write(new ObjectMapper(new YAMLFactory()), orphans);
  }

  private static String write(ObjectMapper mapper, List<Orphan> orphans) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("orphans", orphans.stream().map(OrphanReport::object).toList());
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
    orphan.operatorAlive().ifPresent(at -> one.put("operatorWroteAt", at.toString()));
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
