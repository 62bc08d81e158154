package io.ssmenv.aws.inventory;

import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resources of one environment that should be there, or should be gone, and are not in the
 * listings: each is asked for by its own id before anything is concluded from its absence.
 */
final class AbsenceChecks {

  /** What asking for the id told. */
  sealed interface Result {
    /** Not asked yet. */
    record Pending() implements Result {}

    /** AWS does not know the id, or says that it is dead. */
    record Gone(String awsState) implements Result {}

    /** It is there, and it is ours. */
    record Exists(ListResult.Owned owned) implements Result {}

    /** AWS answered with an empty list: enough for what we deleted, and for nothing else. */
    record EmptyList(String message) implements Result {}

    /** It is there and not, or no longer, ours; or AWS could not be asked. */
    record Inconclusive(String message) implements Result {}
  }

  private record Check(Listing listing, Result result) {}

  private final Map<String, Check> byId = new HashMap<>();

  /**
   * The answer for an id; the first question makes it a suspicion, which the next pass asks AWS
   * about.
   */
  synchronized Result check(String id, Listing listing) {
    return byId.computeIfAbsent(id, any -> new Check(listing, new Result.Pending())).result();
  }

  /** The answer for an id, without suspecting it. */
  synchronized Result resultOf(String id, Listing listing) {
    Check check = byId.get(id);
    return check == null || !check.listing().equals(listing)
        ? new Result.Pending()
        : check.result();
  }

  /** It is listed: there is nothing to suspect, and what was answered earlier is void. */
  synchronized void cancel(String id) {
    byId.remove(id);
  }

  /** What is to be asked of a listing's API. Dead is dead; everything else is asked again. */
  synchronized List<String> pending(Listing listing) {
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().listing().equals(listing))
        .filter(entry -> !(entry.getValue().result() instanceof Result.Gone))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Asks AWS for an id. Throws what the client throws. */
  static Result ask(Owner owner, Listing listing, Clients clients, String id) {
    try {
      return listing.find(clients, id).map(item -> read(owner, item)).orElseGet(() -> gone(id));
    } catch (NotFound.EmptyAnswer e) {
      return new Result.EmptyList(id + ": " + e.getMessage());
    }
  }

  synchronized void record(Listing listing, String id, Result result) {
    if (byId.containsKey(id)) {
      byId.put(id, new Check(listing, result));
    }
  }

  private static Result gone(String id) {
    return new Result.Gone(id + " is unknown to AWS");
  }

  private static Result read(Owner owner, ListedResource item) {
    if (item.dead()) {
      return new Result.Gone(item.awsState());
    }
    Optional<Ownership> ownership = Ownership.read(item.tags()).filter(owner::owns);
    return ownership
        .<Result>map(own -> new Result.Exists(new ListResult.Owned(own, item)))
        .orElseGet(() ->
            new Result.Inconclusive(
                item.id()
                    + " exists but no longer carries the tags that make it this environment's;"
                    + " restore its ssmenv.io/ tags, or delete it"));
  }
}
