package io.ssmenv.topology;

/** The instance profile, which passes the role to instances. */
public record InstanceProfile(Key key, String name, @CreateOnly String path, Tags tags)
    implements Resource {
  public static final Component NAME = Component.of(InstanceProfile.class, "name");

  public static final Key KEY = Key.of("instanceprofile");
}
