package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Resource;
import java.util.Collection;
import java.util.Set;

/**
 * A change in AWS that an environment waits for.
 *
 * @param type the type of the resource that changes
 */
public record AwaitedChange(Class<? extends Resource> type, Kind kind) {

  /** What is awaited, which tells how soon it is worth to look. */
  public enum Kind {
    /** Any change, at any time. */
    ANY,
    /** A listing shows what was written, as AWS does after a while. */
    CONFIRMATION,
    /** AWS creates the resource. */
    CREATION,
    /** AWS deletes the resource. */
    DELETION,
    /** A new instance registers with Systems Manager. */
    REGISTRATION
  }

  /** Whether resources of the type show it, and not only the agents in instances. */
  public boolean listsResources() {
    return kind != Kind.REGISTRATION;
  }

  /** Whether the agents in instances show it. */
  public boolean listsAgents() {
    return type.equals(Instance.class) && (kind == Kind.REGISTRATION || kind == Kind.ANY);
  }

  /** Any change of some types. */
  public static Set<AwaitedChange> anyOf(Collection<Class<? extends Resource>> types) {
    return types.stream().map(AwaitedChange::any).collect(ImmutableCopy.toSet());
  }

  public static AwaitedChange any(Class<? extends Resource> type) {
    return new AwaitedChange(type, Kind.ANY);
  }
}
