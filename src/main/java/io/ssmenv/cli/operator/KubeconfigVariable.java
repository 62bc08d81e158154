package io.ssmenv.cli.operator;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The environment variable KUBECONFIG. The client ignores it if it names no file. */
public final class KubeconfigVariable {

  private static final String NAME = "KUBECONFIG";

  private KubeconfigVariable() {}

  /**
   * Whether the variable is set, to at least one file that exists.
   *
   * @throws IllegalArgumentException with a message for users, if it names no file that exists
   */
  public static boolean isSet(Map<String, String> environment) {
    String files = environment.getOrDefault(NAME, "");
    if (files.isBlank()) {
      return false;
    }
    if (Stream.of(files.split(File.pathSeparator, -1)).noneMatch(KubeconfigVariable::exists)) {
      throw new IllegalArgumentException(
          NAME + " is " + files + ", but there is no such file. Correct or unset it");
    }
    return true;
  }

  private static boolean exists(String file) {
    return !file.isBlank() && Files.exists(Path.of(file));
  }
}
