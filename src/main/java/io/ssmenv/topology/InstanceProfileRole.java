package io.ssmenv.topology;

/** The link of the role to the instance profile; a profile holds one role at most. */
public record InstanceProfileRole(Key key, Ref profile, Ref role) implements Resource {

  public static final Key KEY = Key.of("instanceprofilerole");
}
