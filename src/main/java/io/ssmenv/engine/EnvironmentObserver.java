package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.desired.DefaultsSelection;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Map;

/** What the inventory knows of an environment, and the defaults with which its spec is read. */
record EnvironmentObserver(DefaultsSelection defaultsSelection, OperatorClock clock) {

  Observation observe(ReconcileRequest request, Cloud cloud, Map<Key, Observed> external) {
    return new DocumentRecord(request)
        .complete(
            cloud
                .inventory()
                .observe(
                    request.owner(),
                    ClusterPin.known(request),
                    request.createdByThisProcess(),
                    external)
                .withReadTimes(clock::toWall));
  }

  SpecDefaults defaults(ReconcileRequest request, Observation observed) {
    return defaultsSelection.select(
        request.spec(), RememberedFacts.read(request.status()).defaults(), observed);
  }
}
