package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filters of a call. A node has to match all filters, each by any of its values.
 *
 * @param filters at most one if it filters by tag, because tag filters cannot be combined [D]
 */
record NodeFilters(List<Filter> filters) {
  private static final int MAX_VALUES = 100;
  private static final String TAG = "tag:";
  private static final Set<String> KEYS =
      Set.of("InstanceIds", "AgentVersion", "PingStatus", "PlatformTypes", "ResourceType");

  /** One filter. */
  record Filter(String key, List<String> values) {
    boolean byTag() {
      return key.equals("tag-key") || key.startsWith(TAG);
    }
  }

  /**
   * Reads {@code Filters}, or the older {@code InstanceInformationFilterList}, which does not
   * support tags.
   */
  static NodeFilters of(Params params) {
    List<Filter> filters = new ArrayList<>();
    for (Params filter : params.structs("Filters")) {
      filters.add(new Filter(filter.required("Key"), filter.texts("Values")));
    }
    List<Params> older = params.structs("InstanceInformationFilterList");
    if (!filters.isEmpty() && !older.isEmpty()) {
      throw invalid("Filters and InstanceInformationFilterList can't be used together");
    }
    for (Params filter : older) {
      filters.add(new Filter(filter.required("key"), filter.texts("valueSet")));
    }
    filters.forEach(filter -> check(filter, older.isEmpty()));
    if (filters.size() > 1 && filters.stream().anyMatch(Filter::byTag)) {
      throw invalid("A filter by tag can't be combined with other filters");
    }
    return new NodeFilters(List.copyOf(filters));
  }

  private static void check(Filter filter, boolean tagsKnown) {
    if (!KEYS.contains(filter.key()) && !(tagsKnown && filter.byTag())) {
      throw ErrorWords.error("invalid-filter-key", filter.key());
    }
    if (filter.values().isEmpty() || filter.values().size() > MAX_VALUES) {
      throw invalid("Filter %s must have 1 to %d values".formatted(filter.key(), MAX_VALUES));
    }
    if (filter.key().equals("InstanceIds")) {
      for (String id : filter.values()) {
        if (!id.matches("m?i-[0-9a-f]{8,17}")) {
          throw ErrorWords.error("invalid-instance-id-node-filters", id);
        }
      }
    }
  }

  boolean matches(ManagedNode node, String version, Instant now) {
    return filters.stream()
        .allMatch(filter ->
            actual(filter, node, version, now).stream().anyMatch(filter.values()::contains));
  }

  private static List<String> actual(Filter filter, ManagedNode node, String version, Instant now) {
    return switch (filter.key()) {
      case "InstanceIds" -> List.of(node.id());
      case "AgentVersion" -> List.of(version);
      case "PingStatus" -> List.of(node.pingStatus(now));
      case "PlatformTypes" -> List.of(ManagedNode.PLATFORM_TYPE);
      case "ResourceType" -> List.of(ManagedNode.RESOURCE_TYPE);
      case "tag-key" -> List.copyOf(node.instance().tags().keySet());
      default ->
          node.instance().tags().entrySet().stream()
              .filter(tag -> filter.key().equals(TAG + tag.getKey()))
              .map(Map.Entry::getValue)
              .toList();
    };
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }
}
