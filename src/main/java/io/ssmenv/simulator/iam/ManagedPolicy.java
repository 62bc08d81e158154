package io.ssmenv.simulator.iam;

import java.time.Instant;

/**
 * A managed policy of AWS or of the account.
 *
 * @param name its name, unique for its owner
 * @param id {@code ANPA…}
 * @param arn its ARN
 * @param path {@code /} or {@code /some/path/}
 * @param description may be empty
 * @param document the policy document
 * @param created when it was created
 */
public record ManagedPolicy(
    String name,
    String id,
    String arn,
    String path,
    String description,
    PolicyDocument document,
    Instant created) {}
