package io.ssmenv.simulator.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The state of a service per account and region, or per account with {@link #GLOBAL} as region.
 *
 * @param <S> the type of the state; guarded by its account's lock
 */
public final class RegionalState<S> {
  /** The region of global services such as IAM. */
  public static final String GLOBAL = "global";

  /** The account and region of a state. */
  public record RegionKey(String accountId, String region) {}

  private final Map<RegionKey, S> states = new ConcurrentHashMap<>();
  private final Function<RegionKey, S> create;

  /** Creates the states on first use. */
  public RegionalState(Function<RegionKey, S> create) {
    this.create = create;
  }

  /** Returns the state of an account and region. */
  public S of(String accountId, String region) {
    return states.computeIfAbsent(new RegionKey(accountId, region), create);
  }

  /** Returns the state of a call's account and region. */
  public S of(Call call) {
    return of(call.accountId(), call.region());
  }

  /** Visits all states of an account. */
  public void forEach(String accountId, BiConsumer<RegionKey, S> visitor) {
    List.copyOf(states.entrySet()).stream()
        .filter(e -> e.getKey().accountId().equals(accountId))
        .forEach(e -> visitor.accept(e.getKey(), e.getValue()));
  }
}
