package io.ssmenv.topology;

import java.util.Optional;

/**
 * The IAM role of the instances.
 *
 * @param trust the trust policy as JSON without white space, its members sorted by name
 * @param boundary the ARN of the permissions boundary
 */
public record Role(
    Key key,
    String name,
    @CreateOnly String path,
    String trust,
    Optional<String> boundary,
    Tags tags)
    implements Resource {
  public static final Component TRUST = Component.of(Role.class, "trust");
  public static final Component BOUNDARY = Component.of(Role.class, "boundary");
  public static final Component NAME = Component.of(Role.class, "name");

  public static final Key KEY = Key.of("role");
}
