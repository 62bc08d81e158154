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
public final class Scoped<S> {
  /** The region of services that have none, such as IAM. */
  public static final String GLOBAL = "global";

  /** Where a state belongs. */
  public record Scope(String accountId, String region) {}

  private final Map<Scope, S> states = new ConcurrentHashMap<>();
  private final Function<Scope, S> create;

  /** States that are created when they are first asked for. */
  public Scoped(Function<Scope, S> create) {
    this.create = create;
  }

  /** The state of an account and region. */
  public S of(String accountId, String region) {
    return states.computeIfAbsent(new Scope(accountId, region), create);
  }

  /** The state that a call is about. */
  public S of(Call call) {
    return of(call.accountId(), call.region());
  }

  /** Every state of an account. */
  public void forEach(String accountId, BiConsumer<Scope, S> visitor) {
    List.copyOf(states.entrySet()).stream()
        .filter(e -> e.getKey().accountId().equals(accountId))
        .forEach(e -> visitor.accept(e.getKey(), e.getValue()));
  }
}
