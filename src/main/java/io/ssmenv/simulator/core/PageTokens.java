package io.ssmenv.simulator.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pages of long answers. The first call fixes the answer; a token stands for the rest of it, can be
 * used again, and is forgotten once 512 newer ones were given out. It means nothing in another
 * account, another region or another operation.
 */
public final class PageTokens {
  private static final int MAX_TOKENS = 512;

  /**
   * A page.
   *
   * @param items the page's items
   * @param nextToken asks for the rest, if there is any
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

  /** No answer yet. */
  public PageTokens(Ids ids) {
    this.ids = ids;
  }

  /** The first page of the answer to a call. */
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

  /** The page that a call's token asks for, or nothing if the token is unknown there. */
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

  /** IAM knows no regions, and every one is as good. */
  private static String scope(Call call) {
    String region = call.service().equals("iam") ? RegionalState.GLOBAL : call.region();
    return String.join("/", call.accountId(), region, call.service(), call.action());
  }
}
