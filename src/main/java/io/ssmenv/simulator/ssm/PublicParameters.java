package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The public parameters of AWS that contain image ids. Parameters of accounts are not supported.
 */
final class PublicParameters implements ActionGroup {
  private static final int MAX_NAMES = 10;

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read("GetParameter", PublicParameters::one, "Name", "WithDecryption"),
        Operation.read("GetParameters", PublicParameters::many, "Names", "WithDecryption"));
  }

  private static Struct one(Call call) {
    String name = call.params().required("Name");
    return Struct.empty()
        .with(
            "Parameter",
            find(call.region(), name)
                .orElseThrow(() -> ErrorWords.error("parameter-not-found", name)));
  }

  private static Struct many(Call call) {
    List<String> names = call.params().texts("Names");
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'names' failed to satisfy constraint: "
              + "Member must have length between 1 and "
              + MAX_NAMES);
    }
    List<Struct> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      find(call.region(), name).ifPresentOrElse(found::add, () -> unknown.add(name));
    }
    return Struct.empty().with("Parameters", found).with("InvalidParameters", Value.texts(unknown));
  }

  private static Optional<Struct> find(String region, String name) {
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
