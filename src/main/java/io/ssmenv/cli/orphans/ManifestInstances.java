package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The groups of instances, from the instances and network interfaces that exist. */
final class ManifestInstances {

  private static final Pattern NAME =
      Pattern.compile("([a-z](?:[a-z0-9-]*[a-z0-9])?)-([0-9]{1,2})");

  /** As in the CRD. */
  private static final int LONGEST_NAME = 32;

  private static final int MOST_INSTANCES = 50;
  private static final int MOST_GROUPS = 20;

  private static final String AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/";

  /** Those that {@code spec.instances[].image.parameter} often has. */
  private static final List<String> PUBLIC_IMAGES =
      List.of(
          Image.DEFAULT.source(),
          AMAZON_LINUX + "al2023-ami-kernel-default-arm64",
          AMAZON_LINUX + "al2023-ami-minimal-kernel-default-x86_64",
          AMAZON_LINUX + "al2023-ami-minimal-kernel-default-arm64",
          AMAZON_LINUX + "amzn2-ami-hvm-x86_64-gp2",
          AMAZON_LINUX + "amzn2-ami-hvm-arm64-gp2");

  private final SortedMap<String, SortedMap<Integer, Optional<Instance>>> groups = new TreeMap<>();
  private final SortedSet<String> unnamed = new TreeSet<>();

  ManifestInstances(Remains remains) {
    remains
        .of(NetworkInterface.class)
        .forEach(one ->
            place(one).ifPresent(place -> group(place).put(place.index(), Optional.empty())));
    remains
        .of(Instance.class)
        .forEach(one ->
            place(one).ifPresent(place -> group(place).put(place.index(), Optional.of(one))));
  }

  private record Place(String group, int index) {}

  private Optional<Place> place(Resource resource) {
    Matcher name = NAME.matcher(resource.key().name());
    if (name.matches() && name.group(1).length() <= LONGEST_NAME) {
      Place place = new Place(name.group(1), Integer.parseInt(name.group(2)));
      if (place.index() < MOST_INSTANCES
          && (groups.containsKey(place.group()) || groups.size() < MOST_GROUPS)) {
        return Optional.of(place);
      }
    }
    unnamed.add(resource.key().value());
    return Optional.empty();
  }

  private SortedMap<Integer, Optional<Instance>> group(Place place) {
    return groups.computeIfAbsent(place.group(), _ -> new TreeMap<>());
  }

  /** The field {@code instances}. */
  String yaml() {
    StringBuilder yaml = new StringBuilder("  instances:\n");
    unnamed.forEach(key ->
        yaml.append(" ")
            .append(YamlText.comment(key + " exists, but its key names no group. Check its tags"))
            .append('\n'));
    if (groups.isEmpty()) {
      return yaml.append(
              "  # No instance is left: set the groups as before, each with its count.\n")
          .append("  - name: app\n    count: 0\n")
          .toString();
    }
    groups.forEach((name, instances) -> yaml.append(group(name, instances)));
    return yaml.toString();
  }

  private static String group(String name, SortedMap<Integer, Optional<Instance>> instances) {
    List<Instance> running = instances.values().stream().flatMap(Optional::stream).toList();
    String missing =
        instances.entrySet().stream()
            .filter(one -> one.getValue().isEmpty())
            .map(one -> name + "-" + one.getKey())
            .collect(Collectors.joining(", "));
    List<String> lines = new ArrayList<>();
    lines.add("  - name: " + YamlText.scalar(name));
    lines.add(
        "    count: "
            + (instances.lastKey() + 1)
            + YamlText.comment(
                missing.isEmpty() ? "" : missing + " is gone, and would be launched again"));
    if (running.isEmpty()) {
      lines.add("    # No instance is left: set type and image as before.");
    } else {
      Instance first = running.getFirst();
      lines.add("    type: " + YamlText.scalar(first.type()));
      lines.addAll(image(first));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> image(Instance instance) {
    return Stream.concat(PUBLIC_IMAGES.stream(), Stream.of(instance.imageId()))
        .filter(source -> AwsNames.launch(source, instance.type()).equals(instance.launch()))
        .findFirst()
        .map(source ->
            source.equals(Image.DEFAULT.source())
                ? List.<String>of()
                : List.of(
                    "    image: {%s: %s}"
                        .formatted(
                            source.equals(instance.imageId()) ? "id" : "parameter",
                            YamlText.scalar(source))))
        .orElseGet(() ->
            List.of(
                "    # Set the parameter or id, and the type, as before: with others, the instances",
                "    # are replaced. They run " + YamlText.scalar(instance.imageId()) + ".",
                "    image: {parameter: FILL-IN}"));
  }
}
