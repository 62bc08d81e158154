package io.ssmenv.aws.inventory;

import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.SsmDocument;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks resources of one environment that are missing from the listings. Each is read by its id
 * before the engine concludes that it is gone.
 */
final class AbsenceChecks {

  /** The result of the read by id. */
  sealed interface Result {
    /** Not read yet. */
    record Pending() implements Result {}

    /** AWS does not know the id, or returns the resource as deleted. */
    record Gone(String awsState) implements Result {}

    /** The resource exists and belongs to the environment. */
    record Exists(ListResult.Owned owned) implements Result {}

    /** AWS returned an empty list, which only proves the absence of what the operator deleted. */
    record EmptyList(String message) implements Result {}

    /** The resource exists without the tags of the environment. */
    record Disowned(String difference, String advice) implements Result {}

    /** The resource exists, and its tags name the environment in another cluster. */
    record OtherCluster(String cluster) implements Result {}

    /** The resource exists, and all of its tags but the UID name the environment. */
    record OtherEnvironment(String environment) implements Result {}

    /** AWS could not be read. */
    record Inconclusive(String message) implements Result {}
  }

  private record Check(Listing listing, Result result) {}

  /** How many ids of one listing are read in a pass, however many the status records. */
  static final int READS_PER_PASS = 50;

  /** In the order in which they were read, so that each one has its turn. */
  private final Map<String, Check> byId = new LinkedHashMap<>();

  /** The ids that the current observation asks for. */
  private final Set<String> asked = new HashSet<>();

  /** Begins an observation, which asks for the result of every id that still matters. */
  synchronized void begin() {
    asked.clear();
  }

  /** Ends an observation: the ids for which it did not ask are forgotten. */
  synchronized void end() {
    byId.keySet().retainAll(asked);
  }

  synchronized int size() {
    return byId.size();
  }

  /** Whether there are ids for the API of a listing. */
  synchronized boolean awaits(Listing listing) {
    return byId.values().stream().anyMatch(check -> check.listing().equals(listing));
  }

  /** Returns the result for an id. The first call for an id registers it for the next poll. */
  synchronized Result check(String id, Listing listing) {
    asked.add(id);
    return byId.computeIfAbsent(id, any -> new Check(listing, new Result.Pending())).result();
  }

  /** Returns the result for an id without registering it. */
  synchronized Result resultOf(String id, Listing listing) {
    asked.add(id);
    Check check = byId.get(id);
    return check == null || !check.listing().equals(listing)
        ? new Result.Pending()
        : check.result();
  }

  /** Forgets an id, because a listing shows it. */
  synchronized void cancel(String id) {
    byId.remove(id);
  }

  /**
   * Returns the ids to read next with the API of a listing. An id that is gone is not read again.
   */
  synchronized List<String> pending(Listing listing) {
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().listing().equals(listing))
        .filter(entry -> !(entry.getValue().result() instanceof Result.Gone))
        .map(Map.Entry::getKey)
        .limit(READS_PER_PASS)
        .toList();
  }

  /** Reads an id. Throws what the client throws. */
  static Result ask(Owner owner, Listing listing, Clients clients, String id) {
    try {
      return listing
          .find(clients, id)
          .map(item -> read(owner, listing, item))
          .orElseGet(() -> gone(id));
    } catch (NotFound.EmptyAnswer e) {
      return new Result.EmptyList(id + ": " + e.getMessage());
    }
  }

  synchronized void record(Listing listing, String id, Result result) {
    if (byId.remove(id) != null) {
      byId.put(id, new Check(listing, result));
    }
  }

  private static Result gone(String id) {
    return new Result.Gone(id + " is unknown to AWS");
  }

  private static Result read(Owner owner, Listing listing, ListedResource item) {
    if (item.dead()) {
      return new Result.Gone(item.awsState());
    }
    return Ownership.read(item.tags())
        .map(ownership -> owned(owner, ownership, item))
        .orElseGet(() -> untagged(listing, item.id()));
  }

  /** The id of a document is its name, which anybody can give to one that they create. */
  private static Result untagged(Listing listing, String id) {
    return listing.primaryType() == SsmDocument.class
        ? new Result.Disowned(
            "The document " + id + " exists without the ssmenv.io/ tags of this environment",
            "The operator neither uses nor deletes it. If somebody else has created it, delete it: until then the operator cannot create its own, and a deletion of the environment does not end. Otherwise restore the tags")
        : new Result.Disowned(
            id + " no longer has the ssmenv.io/ tags of this environment",
            "Restore the tags, or delete " + id);
  }

  private static Result owned(Owner owner, Ownership ownership, ListedResource item) {
    if (owner.owns(ownership)) {
      return new Result.Exists(new ListResult.Owned(ownership, item));
    }
    if (ownership.environment().equals(owner.environment())) {
      return ownership.cluster().equals(owner.cluster())
          ? new Result.Disowned(
              item.id() + " has the tag " + Ownership.TAG_OWNER + "=" + ownership.owner(),
              "Set the tag to " + owner.name() + ", or delete " + item.id())
          : new Result.OtherCluster(ownership.cluster());
    }
    return ownership.cluster().equals(owner.cluster()) && ownership.owner().equals(owner.name())
        ? new Result.OtherEnvironment(ownership.environment())
        : new Result.Gone(item.id() + " belongs to " + ownership.owner());
  }
}
