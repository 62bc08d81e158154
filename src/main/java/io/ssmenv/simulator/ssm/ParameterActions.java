package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parameter Store: the public parameters of AWS, and those of the account, which have the type
 * {@code String} and the tier {@code Standard}.
 */
final class ParameterActions implements ActionGroup {
  private static final int MAX_NAMES = 10;

  /** The longest value of the tier Standard [D]. */
  private static final int MAX_VALUE = 4096;

  private static final Pattern NAME = Pattern.compile("/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*");

  private record Stored(String value, int version, Instant modifiedAt) {}

  private final RegionalState<Map<String, Stored>> stored =
      new RegionalState<>(scope -> new HashMap<>());

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read("GetParameter", this::one, "Name", "WithDecryption"),
        Operation.read("GetParameters", this::many, "Names", "WithDecryption"),
        Operation.write("PutParameter", this::put, "Name", "Value", "Type", "Overwrite"),
        Operation.write("DeleteParameter", this::delete, "Name"));
  }

  private Struct one(Call call) {
    String name = call.params().required("Name");
    return Struct.empty()
        .with(
            "Parameter",
            find(call, name).orElseThrow(() -> ErrorWords.error("parameter-not-found", name)));
  }

  private Struct many(Call call) {
    List<String> names = call.params().texts("Names");
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      throw invalid(
          "1 validation error detected: Value at 'names' failed to satisfy constraint: "
              + "Member must have length between 1 and "
              + MAX_NAMES);
    }
    List<Struct> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      find(call, name).ifPresentOrElse(found::add, () -> unknown.add(name));
    }
    return Struct.empty().with("Parameters", found).with("InvalidParameters", Value.texts(unknown));
  }

  /** A new version; without {@code Overwrite}, only the first one [D]. */
  private Struct put(Call call) {
    String name = call.params().required("Name");
    String value = call.params().required("Value");
    checkName(name);
    if (value.length() > MAX_VALUE) {
      throw invalid(
          "Standard tier parameters support a maximum parameter value of "
              + MAX_VALUE
              + " characters.");
    }
    Map<String, Stored> all = stored.of(call);
    Optional<Stored> before = Optional.ofNullable(all.get(name));
    if (before.isPresent() && !call.params().flag("Overwrite").orElse(false)) {
      throw ErrorWords.error("parameter-already-exists");
    }
    Optional<String> type = call.params().text("Type");
    if (before.isEmpty() && type.isEmpty()) {
      throw ErrorWords.error("parameter-type-required");
    }
    if (type.filter(one -> !one.equals("String")).isPresent()) {
      throw invalid("The simulated AWS supports the parameter type String only");
    }
    int version = before.map(Stored::version).orElse(0) + 1;
    all.put(name, new Stored(value, version, call.now()));
    return Struct.empty().with("Version", version).with("Tier", "Standard");
  }

  private Struct delete(Call call) {
    String name = call.params().required("Name");
    if (stored.of(call).remove(name) == null) {
      throw ErrorWords.error("parameter-not-found", name);
    }
    return Struct.empty();
  }

  private static void checkName(String name) {
    String first = (name.startsWith("/") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
    if (first.startsWith("aws")) {
      throw ErrorWords.error("parameter-name-reserved", name);
    }
    if (first.startsWith("ssm") || !NAME.matcher(name).matches()) {
      throw ErrorWords.error("parameter-name-invalid");
    }
    if (name.contains("/") && !name.startsWith("/")) {
      throw ErrorWords.error("parameter-name-not-qualified");
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }

  private Optional<Struct> find(Call call, String name) {
    return PublicParameters.find(call.region(), name)
        .or(() ->
            Optional.ofNullable(stored.of(call).get(name))
                .map(one ->
                    Struct.empty()
                        .with("Name", name)
                        .with("Type", "String")
                        .with("Value", one.value())
                        .with("Version", one.version())
                        .with("LastModifiedDate", one.modifiedAt())
                        .with("ARN", arn(call, name))
                        .with("DataType", "text")));
  }

  private static String arn(Call call, String name) {
    return "arn:aws:ssm:%s:%s:parameter%s%s"
        .formatted(call.region(), call.accountId(), name.startsWith("/") ? "" : "/", name);
  }
}
