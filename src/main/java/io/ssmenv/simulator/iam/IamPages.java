package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.function.Supplier;

/** IAM's pagination: {@code MaxItems}, {@code Marker}, {@code IsTruncated}. */
final class IamPages {
  private static final int DEFAULT_ITEMS = 100;
  private static final int MAX_ITEMS = 1000;

  private final PageTokens pageTokens;
  private final SeededRandom random;
  private final boolean laggingReads;

  IamPages(Simulation simulation) {
    pageTokens = new PageTokens(simulation.ids());
    random = simulation.random();
    laggingReads = !simulation.options().readLag().equals(ReadLag.NONE);
  }

  /**
   * Adds a page to a response.
   *
   * @param answer receives the list, whether it is truncated, and the marker of the next page
   * @param list the name of the list
   * @param all supplies the whole list; only called for the first page
   */
  Struct page(Struct answer, Call call, String list, Supplier<List<Struct>> all) {
    Params params = call.params();
    int size = params.integer("MaxItems").orElse(DEFAULT_ITEMS);
    if (size < 1 || size > MAX_ITEMS) {
      throw IamErrors.validation("maxItems", "Member must have value between 1 and " + MAX_ITEMS);
    }
    PageTokens.Page page =
        params
            .text("Marker")
            .map(marker ->
                pageTokens
                    .next(call, marker, size)
                    .orElseThrow(() -> IamErrors.invalidInput("Invalid Marker: " + marker)))
            .orElseGet(() -> firstPage(call, all.get(), size));
    return answer
        .with(list, page.items())
        .with("IsTruncated", page.nextToken().isPresent())
        .with("Marker", page.nextToken());
  }

  /**
   * IAM may return fewer items than requested although there are more [D]. With lagging reads, the
   * first page of every fourth list is shortened.
   */
  private PageTokens.Page firstPage(Call call, List<Struct> all, int size) {
    String key = "iam page/%s/%s/%d".formatted(call.accountId(), call.action(), all.size());
    boolean shortened = laggingReads && all.size() > 1 && random.nextInt(key, 4) == 0;
    return pageTokens.first(
        call, all, shortened ? Math.max(1, Math.min(size, all.size()) / 2) : size);
  }
}
