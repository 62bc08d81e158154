package io.ssmenv.topology;

/**
 * A policy that is embedded in the role. The operator desires none: one that exists was added by
 * somebody else, extends what the instances may do, and keeps IAM from deleting the role.
 */
public record RoleInlinePolicy(Key key, Ref role, String name) implements Resource {

  public static RoleInlinePolicy of(Ref role, String name) {
    return new RoleInlinePolicy(Key.of("roleinlinepolicy", name), role, name);
  }
}
