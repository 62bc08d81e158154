package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Pagination of describes. */
final class Pages {
  /** The request parameters of pagination. */
  static final String[] PARAMETERS = {"MaxResults", "NextToken"};

  /** The limits of most describes [D]. */
  static final Limits THOUSAND = new Limits(5, 1000);

  /** The limits of DescribeRouteTables [D]. */
  static final Limits HUNDRED = new Limits(5, 100);

  /** The limits of the describes of endpoints and their services [D]. */
  static final Limits UP_TO_THOUSAND = new Limits(1, 1000, true);

  /**
   * The limits of the page size.
   *
   * @param min the minimum
   * @param max the maximum and default
   * @param clamp whether a larger value is reduced to the maximum instead of rejected
   */
  record Limits(int min, int max, boolean clamp) {
    Limits(int least, int most) {
      this(least, most, false);
    }
  }

  private final PageTokens pageTokens;

  Pages(PageTokens pageTokens) {
    this.pageTokens = pageTokens;
  }

  /** Returns the first page, or the page of the call's token. */
  Struct answer(Call call, String set, Limits limits, Supplier<Stream<Struct>> items) {
    int size = size(call, limits);
    PageTokens.Page page =
        pageTokens.page(
            call,
            call.params().text("NextToken"),
            size,
            () -> items.get().toList(),
            _ -> unknownToken());
    return Struct.empty().with(set, page.items()).with("nextToken", page.nextToken());
  }

  /** Returns the ids of a describe that does not allow them together with a page size [D]. */
  static List<String> idsWithoutSize(Call call, String parameter) {
    List<String> ids = call.params().texts(parameter);
    if (!ids.isEmpty() && call.params().has("MaxResults")) {
      throw ApiErrors.combination(
          "The parameter %s cannot be used with the parameter maxResults", parameter);
    }
    return ids;
  }

  private static int size(Call call, Limits limits) {
    Optional<Integer> requested = call.params().integer("MaxResults");
    if (requested.isEmpty()) {
      return limits.max();
    }
    int size = limits.clamp() ? Math.min(requested.get(), limits.max()) : requested.get();
    if (size < limits.min() || size > limits.max()) {
      throw ErrorWords.error("invalid-parameter-value-pages", size, limits.min(), limits.max());
    }
    return size;
  }

  private static AwsError unknownToken() {
    return new AwsError("InvalidNextToken", "The token in NextToken is invalid or has expired.");
  }
}
