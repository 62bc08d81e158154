package io.ssmenv.simulator.ec2;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An instance type.
 *
 * @param name such as {@code t3.micro}
 * @param vcpus its virtual CPUs
 * @param architecture {@code x86_64} or {@code arm64}
 */
record InstanceType(String name, int vcpus, String architecture) {
  private static final List<InstanceType> ALL =
      Stream.of(
              burstable("t3", "x86_64"),
              burstable("t3a", "x86_64"),
              burstable("t4g", "arm64"),
              sized("m5", "x86_64"),
              sized("m6i", "x86_64"),
              sized("m7i", "x86_64"),
              sized("m6g", "arm64"),
              sized("m7g", "arm64"),
              sized("c6i", "x86_64"),
              sized("c7g", "arm64"),
              sized("r6i", "x86_64"))
          .flatMap(types -> types)
          .toList();

  private static Stream<InstanceType> burstable(String family, String architecture) {
    Stream<InstanceType> small =
        Stream.of("nano", "micro", "small", "medium", "large")
            .map(size -> new InstanceType(family + "." + size, 2, architecture));
    return Stream.concat(
        small,
        Stream.of(
            new InstanceType(family + ".xlarge", 4, architecture),
            new InstanceType(family + ".2xlarge", 8, architecture)));
  }

  private static Stream<InstanceType> sized(String family, String architecture) {
    return Stream.of(
        new InstanceType(family + ".large", 2, architecture),
        new InstanceType(family + ".xlarge", 4, architecture),
        new InstanceType(family + ".2xlarge", 8, architecture),
        new InstanceType(family + ".4xlarge", 16, architecture));
  }

  /** Returns the instance types that the simulator offers in every zone. */
  static List<InstanceType> all() {
    return ALL;
  }

  static Optional<InstanceType> find(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}
