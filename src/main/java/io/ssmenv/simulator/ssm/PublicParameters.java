package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.simulator.core.Struct;
import java.util.Optional;

/** The public parameters of AWS that contain image ids. */
final class PublicParameters {

  private PublicParameters() {}

  static Optional<Struct> find(String region, String name) {
    return PublicImages.of(region).stream()
        .filter(image -> image.parameters().contains(name))
        .findFirst()
        .map(image ->
            Struct.empty()
                .with("Name", name)
                .with("Type", "String")
                .with("Value", image.id())
                .with("Version", 1)
                .with("LastModifiedDate", image.createdAt())
                .with("ARN", "arn:aws:ssm:%s::parameter%s".formatted(region, name))
                .with("DataType", "text"));
  }
}
