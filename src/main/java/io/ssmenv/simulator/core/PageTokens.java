package io.ssmenv.simulator.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pagination of long lists. The first call determines the list; the token of a page identifies the
 * remaining items. A token can be reused, is only valid in its account, region and operation, and
 * expires after 512 newer tokens.
 */
public final class PageTokens {
  private static final int MAX_TOKENS = 512;

  /**
   * A page.
   *
   * @param items the items of the page
   * @param nextToken the token of the next page, if there is one
   */
  public record Page(List<Struct> items, Optional<String> nextToken) {}

  private record Remainder(String scope, List<Struct> items) {}

  private final Ids ids;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Remainder> remainders =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remainder> eldest) {
          return size() > MAX_TOKENS;
        }
      };

  /** Creates an instance without tokens. */
  public PageTokens(Ids ids) {
    this.ids = ids;
  }

  /**
   * Returns the page of a token, or the first page without one.
   *
   * @param token that the call gives; an empty one is none
   * @param all all items; not asked for the page of a token
   * @param unknown the error for a token that is not valid for the call
   */
  public Page page(
      Call call,
      Optional<String> token,
      int pageSize,
      Supplier<List<Struct>> all,
      Function<String, AwsError> unknown) {
    Optional<String> given = token.filter(text -> !text.isEmpty());
    return given.isPresent()
        ? next(call, given.get(), pageSize).orElseThrow(() -> unknown.apply(given.get()))
        : first(call, all.get(), pageSize);
  }

  /** Returns the error of Systems Manager for a token that is not valid. */
  public static AwsError invalidNextToken(String token) {
    return new AwsError("InvalidNextToken", "The specified token isn't valid: " + token);
  }

  /** Returns the first page of a list. */
  public Page first(Call call, List<Struct> all, int pageSize) {
    if (all.size() <= pageSize) {
      return new Page(all, Optional.empty());
    }
    String token = ids.uuid();
    lock.lock();
    try {
      remainders.put(
          token, new Remainder(scope(call), List.copyOf(all.subList(pageSize, all.size()))));
    } finally {
      lock.unlock();
    }
    return new Page(List.copyOf(all.subList(0, pageSize)), Optional.of(token));
  }

  /** Returns the page of a token; empty if the token is not valid for the call. */
  public Optional<Page> next(Call call, String token, int pageSize) {
    lock.lock();
    try {
      return Optional.ofNullable(remainders.get(token))
          .filter(remainder -> remainder.scope().equals(scope(call)))
          .map(remainder -> first(call, remainder.items(), pageSize));
    } finally {
      lock.unlock();
    }
  }

  /** IAM is global: its tokens are valid in every region. */
  private static String scope(Call call) {
    String region = call.service().equals("iam") ? RegionalState.GLOBAL : call.region();
    return String.join("/", call.accountId(), region, call.service(), call.action());
  }
}
