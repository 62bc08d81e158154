package io.ssmenv.simulator.core;

/** Something that a store keeps under its id: an immutable record, replaced when it changes. */
public interface StoredResource {
  /** AWS's id, unique in the store. */
  String id();
}
