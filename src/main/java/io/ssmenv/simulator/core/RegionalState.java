package io.ssmenv.simulator.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A service's state, one per account and region (or per account, with {@link #GLOBAL} as region).
 *
 * @param <S> the state's type; guarded by its account's lock
 */
public final class RegionalState<S> {
  /** The region of services that have none, such as IAM. */
  public static final String GLOBAL = "global";

  /** Where a state belongs. */
  public record RegionKey(String accountId, String region) {}

  private final Map<RegionKey, S> states = new ConcurrentHashMap<>();
  private final Function<RegionKey, S> create;

  /** States that are created when they are first asked for. */
  public RegionalState(Function<RegionKey, S> create) {
    this.create = create;
  }

  /** The state of an account and region. */
  public S of(String accountId, String region) {
    return states.computeIfAbsent(new RegionKey(accountId, region), create);
  }

  /** The state that a call is about. */
  public S of(Call call) {
    return of(call.accountId(), call.region());
  }

  /** Every state of an account. */
  public void forEach(String accountId, BiConsumer<RegionKey, S> visitor) {
    List.copyOf(states.entrySet()).stream()
        .filter(e -> e.getKey().accountId().equals(accountId))
        .forEach(e -> visitor.accept(e.getKey(), e.getValue()));
  }
}
