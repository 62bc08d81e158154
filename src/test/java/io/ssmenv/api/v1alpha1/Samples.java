package io.ssmenv.api.v1alpha1;

import java.nio.file.Path;

/** The files of the samples. */
final class Samples {

  static final Path DIRECTORY = Path.of("deploy", "samples");

  private Samples() {}

  /** The name of the sample with a pattern. */
  static String name(Pattern pattern) {
    return switch (pattern) {
      case ELASTIC_IP -> "public";
      case NAT_GATEWAY -> "nat";
      case PRIVATE_ENDPOINTS -> "private";
    };
  }

  static Path file(Pattern pattern) {
    return DIRECTORY.resolve(name(pattern) + ".yaml");
  }
}
