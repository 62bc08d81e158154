package io.ssmenv.aws;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.cloud.ResourceHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The handlers of each region, which share those of IAM. */
final class RegionHandlers implements Function<ItemReads, HandlerRegistry> {

  /** Empty before the first region is opened. Its budget of IAM is that of all regions. */
  private final List<ResourceHandler<?, AwsCall>> iam = new ArrayList<>();

  @Override
  public synchronized HandlerRegistry apply(ItemReads budget) {
    if (iam.isEmpty()) {
      iam.addAll(AwsHandlers.iam(budget));
    }
    return new HandlerRegistry(AwsHandlers.all(budget, List.copyOf(iam)));
  }
}
