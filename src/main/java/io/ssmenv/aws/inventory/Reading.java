package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Pings;
import java.util.List;
import java.util.Map;

/** The result of one pass: some listings, read with the same credentials. */
sealed interface Reading {

  /**
   * The account was confirmed with the credentials that signed all calls of the pass.
   *
   * @param results the results of the listings of the pass
   * @param absences the answers to the reads by id
   */
  record Confirmed(
      String account, Map<Listing, ListResult> results, Pings pings, List<AbsenceAnswer> absences)
      implements Reading {}

  /** It is not known which account was read, so nothing of the pass is used. */
  record Unconfirmed(Unlisted why) implements Reading {}

  /** The answer to the read of one id, for the environment that asked. */
  record AbsenceAnswer(
      EnvironmentCache cache, Listing listing, String id, AbsenceChecks.Result result) {
    void record() {
      cache.absenceChecks().record(listing, id, result);
    }
  }
}
