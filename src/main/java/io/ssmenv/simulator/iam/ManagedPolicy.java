package io.ssmenv.simulator.iam;

import java.time.Instant;

/**
 * A managed policy: one of AWS's own, or one that the account made.
 *
 * @param name its name, unique in its owner
 * @param id {@code ANPA…}
 * @param arn what it is attached by
 * @param path {@code /} or {@code /some/path/}
 * @param description may be empty
 * @param document what it permits
 * @param created when it was made
 */
public record ManagedPolicy(
    String name,
    String id,
    String arn,
    String path,
    String description,
    PolicyDocument document,
    Instant created) {}
