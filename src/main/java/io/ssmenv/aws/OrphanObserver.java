package io.ssmenv.aws;

import io.ssmenv.topology.Ownership;
import java.util.Map;
import java.util.function.Predicate;

/** Is told after each poll which resources have no environment any more. */
public interface OrphanObserver {

  /** Takes every environment to exist. */
  OrphanObserver NONE =
      new OrphanObserver() {
        @Override
        public Predicate<Ownership> orphaned() {
          return ownership -> false;
        }

        @Override
        public void onPoll(String region, Map<String, Ownership> orphans) {}

        @Override
        public void onClose(String region) {}
      };

  /**
   * Whether the environment of a resource is known not to exist. An environment that exists and was
   * not reconciled yet is no reason.
   */
  Predicate<Ownership> orphaned();

  /**
   * Is called after each poll of a region.
   *
   * @param orphans the listed resources without an environment, by id; the global ones of IAM are
   *     among those of each region
   */
  void onPoll(String region, Map<String, Ownership> orphans);

  /** Is called when a region is no longer read. */
  void onClose(String region);
}
