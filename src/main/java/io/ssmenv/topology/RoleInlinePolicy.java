package io.ssmenv.topology;

/**
 * A policy that is embedded in the role. The operator desires one at most, for the logs and the key
 * of sessions: any other was added by somebody else, extends what the instances may do, and keeps
 * IAM from deleting the role.
 *
 * @param document JSON without white space, its members sorted by name; empty if that of a policy
 *     of somebody else was not read
 */
public record RoleInlinePolicy(Key key, Ref role, String name, String document)
    implements Resource {

  public static final Component DOCUMENT = Component.of(RoleInlinePolicy.class, "document");

  /** The name of the only one that the operator desires. */
  public static final String SESSIONS = "ssmenv-sessions";

  public static RoleInlinePolicy of(Ref role, String name, String document) {
    return new RoleInlinePolicy(key(name), role, name, document);
  }

  public static Key key(String name) {
    return Key.of("roleinlinepolicy", name);
  }

  /** Whether somebody else has added it. */
  public boolean isForeign() {
    return !name.equals(SESSIONS);
  }

  /** Its key does not contain that of its parent. */
  @Override
  public RoleInlinePolicy under(Key parent) {
    return this;
  }
}
