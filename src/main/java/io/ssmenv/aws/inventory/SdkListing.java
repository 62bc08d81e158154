package io.ssmenv.aws.inventory;

import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.ItemFilter;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Resource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A listing described by the two SDK calls that it makes and by the decoder of their answers.
 *
 * @param <T> one resource as the SDK returns it
 */
public final class SdkListing<T> implements Listing {

  private final String action;
  private final Class<? extends Resource> primaryType;
  private final Set<Class<? extends Resource>> types;
  private final BiFunction<Clients, TagScope, Items<T>> list;
  private final BiFunction<Clients, String, List<T>> describe;
  private final Function<T, ListedResource> decoder;
  private final ReadLag readLag;
  private final boolean canListSome;

  /**
   * What the SDK returns.
   *
   * @param unread see {@link Listed#unread}
   */
  public record Items<T>(List<T> read, Set<String> unread) {
    public Items {
      read = List.copyOf(read);
      unread = ImmutableCopy.of(unread);
    }
  }

  /**
   * A listing of EC2.
   *
   * @param linkTypes the links that the answers also contain
   * @param list makes one call of {@link TagScope#calls}, and returns all resources that it shows,
   *     or throws what the SDK throws
   * @param describe returns the resource with an id in a list, or throws what the SDK throws
   */
  public SdkListing(
      String action,
      Class<? extends Resource> primaryType,
      Set<Class<? extends Resource>> linkTypes,
      BiFunction<Clients, TagScope, Stream<T>> list,
      BiFunction<Clients, String, List<T>> describe,
      Function<T, ListedResource> decoder) {
    this(action, primaryType, linkTypes, list, describe, decoder, ReadLag.EC2);
  }

  /** A listing of another service. */
  public SdkListing(
      String action,
      Class<? extends Resource> primaryType,
      Set<Class<? extends Resource>> linkTypes,
      BiFunction<Clients, TagScope, Stream<T>> list,
      BiFunction<Clients, String, List<T>> describe,
      Function<T, ListedResource> decoder,
      ReadLag readLag) {
    this(
        primaryType,
        action,
        linkTypes,
        (clients, scope) ->
            new Items<>(
                scope.calls().stream().flatMap(one -> list.apply(clients, one)).toList(), Set.of()),
        describe,
        decoder,
        readLag,
        true);
  }

  private SdkListing(
      Class<? extends Resource> primaryType,
      String action,
      Set<Class<? extends Resource>> linkTypes,
      BiFunction<Clients, TagScope, Items<T>> list,
      BiFunction<Clients, String, List<T>> describe,
      Function<T, ListedResource> decoder,
      ReadLag readLag,
      boolean canListSome) {
    this.action = action;
    this.primaryType = primaryType;
    Set<Class<? extends Resource>> all = new HashSet<>(linkTypes);
    all.add(primaryType);
    this.types = ImmutableCopy.of(all);
    this.list = list;
    this.describe = describe;
    this.decoder = decoder;
    this.readLag = readLag;
    this.canListSome = canListSome;
  }

  /**
   * A listing that makes a call for each of its resources.
   *
   * @param list returns those for which the budget had room
   */
  public static <T> SdkListing<T> withItemReads(
      String action,
      Class<? extends Resource> primaryType,
      Set<Class<? extends Resource>> linkTypes,
      BiFunction<Clients, TagScope, Items<T>> list,
      BiFunction<Clients, String, List<T>> describe,
      Function<T, ListedResource> decoder,
      ReadLag readLag) {
    return new SdkListing<>(
        primaryType, action, linkTypes, list, describe, decoder, readLag, false);
  }

  @Override
  public String action() {
    return action;
  }

  @Override
  public Class<? extends Resource> primaryType() {
    return primaryType;
  }

  @Override
  public Set<Class<? extends Resource>> types() {
    return types;
  }

  @Override
  public boolean canListSome() {
    return canListSome;
  }

  @Override
  public ReadLag readLag() {
    return readLag;
  }

  @Override
  public Listed list(Clients clients, TagScope scope) {
    Items<T> items = list.apply(clients, scope);
    return listed(items.read().stream().map(decoder).toList(), items.unread());
  }

  /** What makes further calls depends on more than the items of its listing. */
  @Override
  public Listed list(Clients clients, TagScope scope, KnownItems.Pass known) {
    if (!canListSome) {
      return list(clients, scope);
    }
    Items<T> items =
        ScopedValue.where(ItemFilter.CURRENT, known).call(() -> list.apply(clients, scope));
    return listed(known.with(items.read().stream().map(decoder).toList()), items.unread());
  }

  private static Listed listed(List<ListedResource> resources, Set<String> unread) {
    Map<String, ListedResource> byId = new LinkedHashMap<>();
    resources.forEach(one -> byId.putIfAbsent(one.id(), one));
    return new Listed(List.copyOf(byId.values()), unread);
  }

  @Override
  public Optional<ListedResource> find(Clients clients, String id) {
    return NotFound.find(() -> describe.apply(clients, id)).map(decoder);
  }
}
