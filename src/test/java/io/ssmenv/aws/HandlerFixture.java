package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.RefResolver;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.cloud.ResourceHandler.Created;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Uses single handlers with a simulated AWS, as the engine and the inventory do. */
public final class HandlerFixture {

  public static final Tags TAGS = Tags.of(Map.of("Name", "reports", "team", "a"));

  private final Clients clients;
  private final Owner owner;
  private final Map<Key, String> ids = new HashMap<>();

  public HandlerFixture(SimulatedAws aws, String environment) {
    AwsClients awsClients = AwsClients.of(aws);
    clients =
        new ClientFactory(awsClients.credentials(), Optional.of(awsClients.endpoint()))
            .clients(awsClients.region().id());
    owner = new Owner("cluster-1", "uid-" + environment, "team-a/" + environment);
  }

  public Clients clients() {
    return clients;
  }

  public Owner owner() {
    return owner;
  }

  public String id(Resource resource) {
    return Optional.ofNullable(ids.get(resource.key())).orElseThrow();
  }

  public AwsCall call(Resource resource) {
    return call(resource, "");
  }

  public AwsCall call(Resource resource, String predecessorId) {
    String token = Integer.toHexString((owner.uid() + resource.key() + predecessorId).hashCode());
    return new AwsCall(
        clients, owner, resource.key(), token, key -> Optional.ofNullable(ids.get(key)));
  }

  /** Creates a resource, so that others can refer to it. */
  public <R extends Resource> Created create(ResourceHandler<R, AwsCall> handler, R desired) {
    Created created = handler.create(call(desired), desired);
    if (handler instanceof ListedHandler<?>) {
      ids.put(desired.key(), created.id());
    }
    return created;
  }

  /** Creates a resource and waits until it is listed, ready and as desired. */
  public <R extends Resource> Observed createReady(
      ResourceHandler<R, AwsCall> handler, ListedHandler<?> listed, R desired) {
    create(handler, desired);
    return awaitReady(listed, desired);
  }

  public <R extends Resource> Observed createReady(ListedHandler<R> handler, R desired) {
    return createReady(handler, handler, desired);
  }

  public Observed awaitReady(ListedHandler<?> listed, Resource desired) {
    return await()
        .until(
            () -> find(listed, desired.key()),
            found ->
                found
                    .filter(observed -> observed.is(State.READY))
                    .filter(observed -> Difference.between(desired, observed.resource()).isEmpty())
                    .isPresent())
        .orElseThrow();
  }

  /** Returns the resource as the inventory sees it. */
  public Optional<Observed> find(ListedHandler<?> listed, Key key) {
    return listed(listed).stream().filter(observed -> observed.key().equals(key)).findFirst();
  }

  public List<Observed> listed(ListedHandler<?> listed) {
    return items(listed).stream()
        .filter(item -> !item.dead())
        .flatMap(item -> decode(item).stream())
        .toList();
  }

  public List<ListedResource> items(ListedHandler<?> listed) {
    return listed.listing().list(clients, TagScope.ofCluster(owner.cluster())).resources().stream()
        .filter(item -> Ownership.read(item.tags()).filter(owner::owns).isPresent())
        .toList();
  }

  public List<Observed> decode(ListedResource item) {
    return item.records(Ownership.read(item.tags()).orElseThrow().key(), refResolver());
  }

  private RefResolver refResolver() {
    Map<String, Key> keys = new HashMap<>();
    ids.forEach((key, id) -> keys.put(id, key));
    return id -> keys.containsKey(id) ? Ref.to(keys.get(id)) : Ref.id(id);
  }

  /** Updates the resource; the handler has to allow the changes in place. */
  public <R extends Resource> Observed correct(
      ResourceHandler<R, AwsCall> handler, ListedHandler<?> listed, R desired) {
    Observed current = find(listed, desired.key()).orElseThrow();
    Set<Component> changed = changed(desired, current);
    assertThat(changed).isNotEmpty();
    assertThat(handler.change(desired, handler.type().cast(current.resource()), changed))
        .isInstanceOf(Change.InPlace.class);
    String id = handler.update(call(desired), desired, current, changed);
    Observed corrected = awaitReady(listed, desired);
    assertThat(corrected.id()).isEqualTo(id);
    return corrected;
  }

  public <R extends Resource> Change change(
      ResourceHandler<R, AwsCall> handler, ListedHandler<?> listed, R desired) {
    Observed current = find(listed, desired.key()).orElseThrow();
    return handler.change(
        desired, handler.type().cast(current.resource()), changed(desired, current));
  }

  public Set<Component> changed(Resource desired, Observed current) {
    return Difference.between(desired, current.resource()).stream()
        .map(Difference::component)
        .collect(Collectors.toSet());
  }

  /** Deletes a resource, waits until it is not listed or known by its id, and deletes again. */
  public <R extends Resource> void deleteFully(
      ResourceHandler<R, AwsCall> handler, ListedHandler<?> listed, Resource resource) {
    Observed current = find(listed, resource.key()).orElseThrow();
    R observed = handler.type().cast(current.resource());
    handler.delete(call(resource), observed, current.id());
    await().atMost(Duration.ofSeconds(20)).until(() -> find(listed, resource.key()).isEmpty());
    if (handler instanceof ListedHandler<?> listedHandler) {
      assertThat(listedHandler.listing().find(clients, current.id()).filter(item -> !item.dead()))
          .isEmpty();
    }
    assertThat(handler.delete(call(resource), observed, current.id())).isNotNull();
  }

  public <R extends Resource> void deleteFully(ListedHandler<R> handler, Resource resource) {
    deleteFully(handler, handler, resource);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(20));
  }
}
