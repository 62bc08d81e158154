package io.ssmenv.cli.orphans;

import io.ssmenv.topology.Ownership;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an environment as its tags tell it.
 *
 * @param namespace empty if the tags tell none
 * @param isDerived whether the name is derived from the environment id, because the tags tell none
 */
record EnvironmentName(Optional<String> namespace, String name, boolean isDerived) {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final int LONGEST = 63;

  static EnvironmentName of(Ownership tags) {
    return of(tags.owner(), tags.environment());
  }

  static EnvironmentName of(String owner, String id) {
    int slash = owner.indexOf('/');
    String name = owner.substring(slash + 1);
    Optional<String> namespace =
        Optional.of(owner.substring(0, Math.max(0, slash)))
            .filter(one -> one.matches(LABEL) && one.length() <= LONGEST);
    return name.matches(LABEL + "(\\." + LABEL + ")*") && name.length() <= LONGEST
        ? new EnvironmentName(namespace, name, false)
        : new EnvironmentName(namespace, derived(id), true);
  }

  static EnvironmentName ofId(String id) {
    return new EnvironmentName(Optional.empty(), derived(id), true);
  }

  private static String derived(String id) {
    String text = ("adopted-" + id.toLowerCase(Locale.ROOT)).replaceAll("[^a-z0-9]+", "-");
    return text.substring(0, Math.min(LONGEST, text.length())).replaceAll("-+$", "");
  }
}
