package io.ssmenv.topology;

/** The role in an instance profile; a profile holds one role at most. */
public record InstanceProfileRole(Key key, Ref profile, Ref role) implements Resource {

  public static final Key KEY = Key.of("instanceprofilerole");
}
