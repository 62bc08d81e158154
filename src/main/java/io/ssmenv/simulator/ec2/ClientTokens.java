package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Struct;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The client tokens of one account and region; they never expire. Guarded by the account's lock.
 */
final class ClientTokens {
  private static final int MAX_LENGTH = 64;

  private record Entry(String parameters, Supplier<Struct> answer) {}

  private final Map<String, Entry> tokens = new HashMap<>();
  private final Ec2State state;

  ClientTokens(Ec2State state) {
    this.state = state;
  }

  /**
   * Executes a creation at most once per client token.
   *
   * @param create creates the resource, and returns the supplier of the response for this and later
   *     calls with the same token and parameters
   */
  Struct once(Call call, Supplier<Supplier<Struct>> create) {
    Optional<String> token = token(call);
    if (token.isEmpty()) {
      return create.get().get();
    }
    String key = call.action() + "/" + token.get();
    String parameters = call.params().toString();
    Entry entry = tokens.get(key);
    if (entry == null) {
      Supplier<Struct> answer = create.get();
      tokens.put(key, new Entry(parameters, answer));
      return answer.get();
    }
    if (!entry.parameters().equals(parameters)) {
      throw ErrorWords.oneOf(
          state.simulation().random(), "idempotent-parameter-mismatch", token.get());
    }
    return entry.answer().get();
  }

  static Optional<String> token(Call call) {
    Optional<String> token = call.params().text("ClientToken").filter(t -> !t.isEmpty());
    token.ifPresent(ClientTokens::check);
    return token;
  }

  private static void check(String token) {
    if (token.length() > MAX_LENGTH || !token.chars().allMatch(c -> c < 128)) {
      throw ErrorWords.error("invalid-parameter-value", token);
    }
  }
}
