package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Creates, deletes and describes tags of existing resources. */
final class TagActions implements Ec2ActionGroup {
  private record Tagged(String resourceId, String type, String key, String value) {}

  private static final Filters<Tagged> FILTERS =
      Filters.<Tagged>tagged(tagged -> Map.of(tagged.key(), tagged.value()))
          .one("key", Tagged::key)
          .one("value", Tagged::value)
          .one("resource-id", Tagged::resourceId)
          .one("resource-type", Tagged::type);

  private final Ec2Context ec2;

  TagActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateTags", this::create, "ResourceId", "Tag.Key", "Tag.Value"),
        write("DeleteTags", this::delete, "ResourceId", "Tag.Key", "Tag.Value"),
        read("DescribeTags", this::describe).and(Filters.PARAMETERS).and(Pages.PARAMETERS));
  }

  private Struct create(Call call) {
    Map<String, String> given = Ec2Tags.read(call.params().structs("Tag"));
    if (given.isEmpty()) {
      throw ApiErrors.missing("Tag");
    }
    return retag(
        call,
        tags -> {
          Map<String, String> changed = new LinkedHashMap<>(tags);
          changed.putAll(given);
          return changed;
        });
  }

  private Struct delete(Call call) {
    Map<String, Optional<String>> given = new LinkedHashMap<>();
    for (Params tag : call.params().structs("Tag")) {
      given.put(tag.required("Key"), tag.text("Value"));
    }
    return retag(
        call,
        tags -> {
          Map<String, String> changed = new LinkedHashMap<>(tags);
          if (given.isEmpty()) {
            changed.clear();
          }
          given.forEach((key, value) ->
              changed.computeIfPresent(
                  key, (_, old) -> value.orElse(old).equals(old) ? null : old));
          return changed;
        });
  }

  private Struct retag(Call call, UnaryOperator<Map<String, String>> change) {
    Ec2State state = ec2.state(call);
    List<String> ids = call.params().texts("ResourceId");
    if (ids.isEmpty()) {
      throw ApiErrors.missing("ResourceId");
    }
    for (String id : ids) {
      Ec2Tags.checkCount(change.apply(store(state, id).require(id, call.now()).tags()));
    }
    ids.forEach(id -> store(state, id).updateTags(id, call.now(), change));
    return Ec2Context.success();
  }

  private static Ec2Store<? extends Ec2Resource<?>> store(Ec2State state, String id) {
    return state.taggable().stream()
        .filter(
            store -> ResourceIdType.ofId(id).filter(idType -> idType == store.idType()).isPresent())
        .findFirst()
        .orElseThrow(() -> new AwsError("InvalidID", "The ID '%s' is not valid".formatted(id)));
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "tagSet",
        Pages.THOUSAND,
        () ->
            state.taggable().stream()
                .flatMap(store -> tags(store, call.now()))
                .filter(FILTERS.of(call))
                .map(TagActions::render));
  }

  private static Stream<Tagged> tags(Ec2Store<? extends Ec2Resource<?>> store, Instant now) {
    return store
        .list(now)
        .flatMap(resource ->
            resource.tags().entrySet().stream()
                .map(tag ->
                    new Tagged(
                        resource.id(),
                        store.idType().resourceType(),
                        tag.getKey(),
                        tag.getValue())));
  }

  private static Struct render(Tagged tagged) {
    return Struct.empty()
        .with("resourceId", tagged.resourceId())
        .with("resourceType", tagged.type())
        .with("key", tagged.key())
        .with("value", tagged.value());
  }
}
