package io.ssmenv.topology;

/** A managed policy that is attached to the role. */
public record RolePolicy(Key key, Ref role, String policyArn) implements Resource {

  public static RolePolicy of(Key role, String policyArn) {
    return new RolePolicy(Key.of("rolepolicy", policyArn), Ref.to(role), policyArn);
  }

  /** Its key does not contain that of its parent. */
  @Override
  public RolePolicy under(Key parent) {
    return this;
  }
}
