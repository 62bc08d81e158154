package io.ssmenv.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * What is running: told by {@code --version}, the first line of the operator's log, its metrics,
 * and the user agent that AWS sees.
 *
 * @param version of the project, from the jar's manifest; absent where there is no jar
 * @param commit absent if it was built outside of a Git repository, from a source archive
 * @param java the version of the Java that runs it
 */
public record BuildInfo(Optional<String> version, Optional<Commit> commit, String java) {

  /** Written by {@code .mvn/commit.sh}, if the build finds a Git repository. */
  private static final String RESOURCE = "commit.properties";

  /**
   * A commit.
   *
   * @param id the first twelve digits of it
   * @param date the day on which it was made, such as {@code 2026-11-23}
   * @param dirty whether the tree had changes that are not in it
   */
  public record Commit(String id, String date, boolean dirty) {

    /** Such as {@code 1a2b3c4d5e6f} or {@code 1a2b3c4d5e6f-dirty}. */
    public String name() {
      return dirty ? id + "-dirty" : id;
    }
  }

  /** Of the program that this class is a part of. */
  public static BuildInfo current() {
    Properties build = new Properties();
    try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (resource != null) {
        build.load(new InputStreamReader(resource, UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The jar of ssmenv cannot be read", e);
    }
    Package packaged = BuildInfo.class.getPackage();
    return new BuildInfo(
        Optional.ofNullable(packaged.getImplementationVersion()),
        commit(build),
        Runtime.version().toString());
  }

  /** The commit in the properties of the build; none if they tell of none. */
  static Optional<Commit> commit(Properties build) {
    return Optional.ofNullable(build.getProperty("commit"))
        .filter(id -> !id.isBlank())
        .map(id ->
            new Commit(
                id,
                build.getProperty("date", ""),
                Boolean.parseBoolean(build.getProperty("dirty"))));
  }

  /** The version; {@code unpackaged} where there is no jar. */
  public String versionName() {
    return version.orElse("unpackaged");
  }

  /** The commit; {@code unknown} where there is none. */
  public String commitName() {
    return commit.map(Commit::name).orElse("unknown");
  }

  /** Such as {@code ssmenv 0.1.0 (commit 1a2b3c4d5e6f, 2026-11-23)}. */
  public String message() {
    return "ssmenv %s (%s)"
        .formatted(
            versionName(),
            commit.map(one -> "commit " + one.name() + ", " + one.date()).orElse("unknown commit"));
  }

  /** As a product in an HTTP user agent, such as {@code ssmenv/0.1.0}. */
  public String product() {
    return "ssmenv/" + versionName();
  }
}
