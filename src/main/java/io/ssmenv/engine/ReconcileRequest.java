package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;

/**
 * An environment as it is handed to the engine.
 *
 * @param name without its namespace
 * @param generation of the spec
 * @param status as last written
 * @param deleting whether the environment is to go
 * @param hasFinalizer whether the finalizer is on; nothing is created without
 * @param createdByThisProcess whether nothing can have been created for it before this process
 *     began to
 */
public record ReconcileRequest(
    Owner owner,
    String name,
    long generation,
    EnvironmentSpec spec,
    EnvironmentStatus status,
    boolean deleting,
    boolean hasFinalizer,
    boolean createdByThisProcess) {}
