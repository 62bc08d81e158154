package io.ssmenv.cloud;

/** The scopes in use. */
public interface Clouds {

  /**
   * Opens a scope for an environment, if environments may be in it. The scope is polled from then
   * on, until its last environment leaves it.
   */
  RegionAccess enter(Owner owner, Scope scope);

  /**
   * Drops what is remembered of an environment that no longer exists, and closes the scope if it
   * was the last one. A step in flight can still finish.
   *
   * @return whether the scope was closed
   */
  boolean leave(Owner owner, Scope scope);
}
