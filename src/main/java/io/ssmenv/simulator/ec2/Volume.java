package io.ssmenv.simulator.ec2;

import java.time.Instant;
import java.util.Map;

/** A root volume, which is created and deleted with its instance. */
record Volume(
    String id,
    String instanceId,
    String device,
    int size,
    String type,
    boolean encrypted,
    String zone,
    Instant createdAt,
    Map<String, String> tags)
    implements Ec2Resource<Volume> {
  @Override
  public Volume withTags(Map<String, String> newTags) {
    return new Volume(id, instanceId, device, size, type, encrypted, zone, createdAt, newTags);
  }
}
