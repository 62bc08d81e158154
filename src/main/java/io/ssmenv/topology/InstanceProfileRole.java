package io.ssmenv.topology;

/** The role in an instance profile; a profile holds one role at most. */
public record InstanceProfileRole(Key key, Ref profile, Ref role) implements Resource {

  public static final Key KEY = Key.of("instanceprofilerole");

  /** Its key does not contain that of its parent. */
  @Override
  public InstanceProfileRole under(Key parent) {
    return this;
  }
}
