package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;

/** Describes volumes, which are the root volumes of instances. */
final class VolumeActions implements Ec2ActionGroup {
  private static final Filters<Volume> FILTERS =
      Filters.tagged(Volume::tags)
          .one("volume-id", Volume::id)
          .one("attachment.instance-id", Volume::instanceId)
          .one("attachment.device", Volume::device)
          .one("attachment.status", _ -> "attached")
          .one("availability-zone", Volume::zone)
          .one("encrypted", volume -> Boolean.toString(volume.encrypted()))
          .one("size", volume -> Integer.toString(volume.size()))
          .one("status", _ -> "in-use")
          .one("volume-type", Volume::type);

  private final Ec2Context ec2;

  VolumeActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("DescribeVolumes", this::describe, "VolumeId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS));
  }

  private Struct describe(Call call) {
    return ec2.page(
        call,
        "volumeSet",
        Pages.THOUSAND,
        () ->
            ec2.state(call)
                .volumes()
                .described(call.params().texts("VolumeId"), call.now())
                .filter(FILTERS.of(call))
                .map(VolumeActions::render));
  }

  private static Struct render(Volume volume) {
    Struct attachment =
        Struct.empty()
            .with("volumeId", volume.id())
            .with("instanceId", volume.instanceId())
            .with("device", volume.device())
            .with("status", "attached")
            .with("attachTime", volume.createdAt())
            .with("deleteOnTermination", true);
    return Struct.empty()
        .with("volumeId", volume.id())
        .with("size", volume.size())
        .with("volumeType", volume.type())
        .with("encrypted", volume.encrypted())
        .with("availabilityZone", volume.zone())
        .with("status", "in-use")
        .with("createTime", volume.createdAt())
        .with("multiAttachEnabled", false)
        .with("attachmentSet", List.of(attachment))
        .with("tagSet", Ec2Tags.set(volume.tags()));
  }
}
