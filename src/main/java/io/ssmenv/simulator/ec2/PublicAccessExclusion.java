package io.ssmenv.simulator.ec2;

import java.time.Instant;
import java.util.Map;

/**
 * An exclusion from VPC Block Public Access.
 *
 * @param resourceId the VPC or subnet that it concerns
 * @param mode {@code allow-bidirectional} or {@code allow-egress}
 */
record PublicAccessExclusion(
    String id, String resourceId, String mode, Instant createdAt, Map<String, String> tags)
    implements Ec2Resource<PublicAccessExclusion> {
  @Override
  public PublicAccessExclusion withTags(Map<String, String> newTags) {
    return new PublicAccessExclusion(id, resourceId, mode, createdAt, newTags);
  }
}
