package io.ssmenv.engine;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress;
import io.ssmenv.facts.RefusedImage;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Instance;
import java.util.List;

/** The images that AWS refused to launch since their lookup. */
final class RefusedImages {

  private RefusedImages() {}

  static List<RefusedImage> of(Plan plan, Progress progress) {
    return progress.failures().stream()
        .filter(failure -> failure.error() instanceof CloudError.ImageUnavailable)
        .flatMap(failure ->
            plan.all(Step.Create.class).stream()
                .filter(step -> step.key().equals(failure.key()))
                .map(Step.Create::resource)
                .filter(Instance.class::isInstance)
                .map(Instance.class::cast)
                .map(instance ->
                    new RefusedImage(failure.key(), instance.imageId(), failure.retryAt())))
        .toList();
  }
}
