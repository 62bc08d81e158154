package io.ssmenv.topology;

/**
 * The session document of an environment: the preferences of its sessions. Its id is its name.
 *
 * @param content of the default version: JSON without white space, its members sorted by name
 */
public record SsmDocument(Key key, String name, String content, Tags tags) implements Resource {
  public static final Component NAME = Component.of(SsmDocument.class, "name");
  public static final Component CONTENT = Component.of(SsmDocument.class, "content");

  public static final Key KEY = Key.of("ssmdocument");
}
