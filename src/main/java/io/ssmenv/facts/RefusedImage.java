package io.ssmenv.facts;

import io.ssmenv.topology.Key;
import java.time.Instant;

/**
 * An image that AWS refused to launch because it does not exist, or is not available to the
 * account.
 *
 * @param retryAt when the launch is tried again, which tells one refusal from the next
 */
public record RefusedImage(Key instance, String image, Instant retryAt) {}
