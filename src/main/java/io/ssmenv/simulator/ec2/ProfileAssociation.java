package io.ssmenv.simulator.ec2;

import java.time.Instant;
import java.util.Map;

/**
 * The association of an instance profile with an instance.
 *
 * @param state {@code associating}, {@code associated} or {@code disassociating}
 */
record ProfileAssociation(
    String id,
    String instanceId,
    String profileArn,
    String profileId,
    String state,
    Instant timestamp)
    implements Ec2Resource<ProfileAssociation> {
  ProfileAssociation withState(String newState) {
    return new ProfileAssociation(id, instanceId, profileArn, profileId, newState, timestamp);
  }

  @Override
  public Map<String, String> tags() {
    return Map.of();
  }

  @Override
  public ProfileAssociation withTags(Map<String, String> newTags) {
    return this;
  }
}
