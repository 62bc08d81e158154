package io.ssmenv.aws.inventory;

import io.ssmenv.aws.Absence;
import io.ssmenv.aws.Clients;
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
final class Suspicions {

  /** What asking for the id told. */
  sealed interface Answer {
    /** Not asked yet. */
    record Pending() implements Answer {}

    /** AWS does not know the id, or says that it is dead. */
    record Gone(String awsState) implements Answer {}

    /** It is there, and it is ours. */
    record There(Reading.Owned owned) implements Answer {}

    /** AWS answered with an empty list: enough for what we deleted, and for nothing else. */
    record Nothing(String sentence) implements Answer {}

    /** It is there and not, or no longer, ours; or AWS could not be asked. */
    record Unclear(String sentence) implements Answer {}
  }

  private record Suspicion(Listing listing, Answer answer) {}

  private final Map<String, Suspicion> byId = new HashMap<>();

  /**
   * The answer for an id; the first question makes it a suspicion, which the next pass asks AWS
   * about.
   */
  synchronized Answer about(String id, Listing listing) {
    return byId.computeIfAbsent(id, any -> new Suspicion(listing, new Answer.Pending())).answer();
  }

  /** The answer for an id, without suspecting it. */
  synchronized Answer known(String id, Listing listing) {
    Suspicion suspicion = byId.get(id);
    return suspicion == null || !suspicion.listing().equals(listing)
        ? new Answer.Pending()
        : suspicion.answer();
  }

  /** It is listed: there is nothing to suspect, and what was answered earlier is void. */
  synchronized void dismiss(String id) {
    byId.remove(id);
  }

  /** What is to be asked of a listing's API. Dead is dead; everything else is asked again. */
  synchronized List<String> open(Listing listing) {
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().listing().equals(listing))
        .filter(entry -> !(entry.getValue().answer() instanceof Answer.Gone))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Asks AWS for an id. Throws what the client throws. */
  void ask(Owner owner, Listing listing, Clients clients, String id) {
    try {
      Answer answer =
          listing.find(clients, id).map(item -> read(owner, item)).orElseGet(() -> gone(id));
      answered(listing, id, answer);
    } catch (Absence.EmptyAnswer e) {
      answered(listing, id, new Answer.Nothing(id + ": " + e.getMessage()));
    }
  }

  synchronized void answered(Listing listing, String id, Answer answer) {
    if (byId.containsKey(id)) {
      byId.put(id, new Suspicion(listing, answer));
    }
  }

  private static Answer gone(String id) {
    return new Answer.Gone(id + " is unknown to AWS");
  }

  private static Answer read(Owner owner, Item item) {
    if (item.dead()) {
      return new Answer.Gone(item.awsState());
    }
    Optional<Ownership> ownership = Ownership.read(item.tags()).filter(owner::owns);
    return ownership
        .<Answer>map(own -> new Answer.There(new Reading.Owned(own, item)))
        .orElseGet(() ->
            new Answer.Unclear(
                item.id()
                    + " exists but no longer carries the tags that make it this environment's;"
                    + " restore its ssmenv.io/ tags, or delete it"));
  }
}
