package io.ssmenv.api.v1alpha1;

import java.nio.file.Path;
import java.util.Locale;

/** The files of the samples. */
final class Samples {

  static final Path DIRECTORY = Path.of("deploy", "samples");

  private Samples() {}

  /** The name of a sample, such as {@code nat-gateway}. */
  static String name(Pattern pattern) {
    return pattern.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Path file(Pattern pattern) {
    return DIRECTORY.resolve(name(pattern) + ".yaml");
  }
}
