package io.ssmenv.api.v1alpha1;

import java.nio.file.Path;
import java.util.Locale;

/** Where the samples are. */
final class Samples {

  static final Path DIRECTORY = Path.of("deploy", "samples");

  private Samples() {}

  /** Such as {@code nat-gateway}. */
  static String name(Pattern pattern) {
    return pattern.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Path file(Pattern pattern) {
    return DIRECTORY.resolve(name(pattern) + ".yaml");
  }
}
