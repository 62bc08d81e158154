package io.ssmenv.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The version of the running program. {@code --version}, the first line of the operator's log, a
 * metric and the user agent of the AWS calls show it.
 *
 * @param version the version of the project, from the manifest of the jar; empty if the classes are
 *     not in a jar
 * @param commit the commit; empty if the build found no Git repository, as in a source archive
 * @param java the version of the Java runtime
 */
public record BuildInfo(Optional<String> version, Optional<Commit> commit, String java) {

  /** {@code .mvn/commit.sh} writes it if the build finds a Git repository. */
  private static final String RESOURCE = "commit.properties";

  /**
   * A Git commit.
   *
   * @param id the first twelve digits of its hash
   * @param date the date of the commit, such as {@code 2026-11-23}
   * @param dirty whether the working tree had uncommitted changes
   */
  public record Commit(String id, String date, boolean dirty) {

    /** For example {@code 1a2b3c4d5e6f} or {@code 1a2b3c4d5e6f-dirty}. */
    public String name() {
      return dirty ? id + "-dirty" : id;
    }
  }

  /** The build of the running program. */
  public static BuildInfo current() {
    Properties build = new Properties();
    try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (resource != null) {
        build.load(new InputStreamReader(resource, UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the resource " + RESOURCE + " of ssmenv", e);
    }
    Package buildPackage = BuildInfo.class.getPackage();
    return new BuildInfo(
        Optional.ofNullable(buildPackage.getImplementationVersion()),
        commit(build),
        Runtime.version().toString());
  }

  /** The commit in the properties of the build, if they name one. */
  static Optional<Commit> commit(Properties build) {
    return Optional.ofNullable(build.getProperty("commit"))
        .filter(id -> !id.isBlank())
        .map(id ->
            new Commit(
                id,
                build.getProperty("date", ""),
                Boolean.parseBoolean(build.getProperty("dirty"))));
  }

  /** The version; {@code unpackaged} if the classes are not in a jar. */
  public String versionName() {
    return version.orElse("unpackaged");
  }

  /** The commit; {@code unknown} if there is none. */
  public String commitName() {
    return commit.map(Commit::name).orElse("unknown");
  }

  /** For example {@code ssmenv 0.1.0 (commit 1a2b3c4d5e6f, 2026-11-23)}. */
  public String message() {
    return "ssmenv %s (%s)"
        .formatted(
            versionName(),
            commit.map(it -> "commit " + it.name() + ", " + it.date()).orElse("unknown commit"));
  }

  /** The product token for HTTP user agents, for example {@code ssmenv/0.1.0}. */
  public String product() {
    return "ssmenv/" + versionName();
  }
}
