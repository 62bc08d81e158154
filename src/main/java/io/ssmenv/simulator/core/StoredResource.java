package io.ssmenv.simulator.core;

/** A resource in a {@link ResourceStore}: an immutable record that is replaced when it changes. */
public interface StoredResource {
  /** AWS's id, unique in the store. */
  String id();
}
