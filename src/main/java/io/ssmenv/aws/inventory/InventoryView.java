package io.ssmenv.aws.inventory;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an inventory has read. All of it comes from one account: the first reading of another
 * account drops everything.
 *
 * @param account the account in which everything was read; empty before the first reading
 * @param accountChanged whether this process has read another account before
 * @param since when this process began to read the account
 */
record InventoryView(
    String account,
    boolean accountChanged,
    Instant since,
    Map<Listing, ListResult> results,
    Pings pings) {

  private static final Logger log = LoggerFactory.getLogger(InventoryView.class);

  /** Before the first reading. */
  static InventoryView unread(List<Listing> listings, Instant now) {
    return unread(listings, "", false, now, "since the operator started");
  }

  private static InventoryView unread(
      List<Listing> listings, String account, boolean changed, Instant now, String since) {
    Map<Listing, ListResult> nothing = new LinkedHashMap<>();
    listings.forEach(listing ->
        nothing.put(listing, ListResult.notRead(listing.action() + " has not succeeded " + since)));
    return new InventoryView(
        account,
        changed,
        now,
        nothing,
        new Pings.Unknown("Systems Manager has not been read " + since));
  }

  ListResult of(Listing listing) {
    return Objects.requireNonNull(results.get(listing));
  }

  /**
   * The view after another pass. A pass that finds another account only tells which one it is: what
   * it has read is read again with the rest, because all listings have to be of one account.
   */
  InventoryView after(Reading reading, Instant now) {
    return switch (reading) {
      case Reading.Unconfirmed(Unlisted why) -> withFailure(why);
      case Reading.Confirmed confirmed when isOther(confirmed.account()) ->
          unread(
              List.copyOf(results.keySet()),
              confirmed.account(),
              true,
              now,
              "since the credentials changed to account " + confirmed.account());
      case Reading.Confirmed confirmed -> with(confirmed);
    };
  }

  void logRestart(String region, InventoryView before) {
    log.warn(
        "{}: the credentials changed from account {} to account {}; everything is read again",
        region,
        before.account(),
        account);
  }

  private boolean isOther(String confirmed) {
    return !account.isEmpty() && !account.equals(confirmed);
  }

  private InventoryView with(Reading.Confirmed reading) {
    Map<Listing, ListResult> all = new LinkedHashMap<>(results);
    all.putAll(reading.results());
    return new InventoryView(reading.account(), accountChanged, since, all, reading.pings());
  }

  private InventoryView withFailure(Unlisted why) {
    Map<Listing, ListResult> all = new LinkedHashMap<>(results);
    all.replaceAll((listing, result) -> result.withFailure(why));
    return new InventoryView(account, accountChanged, since, all, pings);
  }

  /** Returns the resources of all environments that AWS still has, as last listed, by id. */
  Map<String, Ownership> existing() {
    Map<String, Ownership> all = new HashMap<>();
    results.values().stream()
        .flatMap(ListResult::existing)
        .forEach(owned -> all.put(owned.item().id(), owned.ownership()));
    return all;
  }

  /** The results, where those that have reached a limit of age count as failed. */
  Map<Listing, ListResult> results(Instant now, Duration limit) {
    Map<Listing, ListResult> all = new LinkedHashMap<>(results);
    all.replaceAll((listing, result) ->
        result.failure().filter(why -> why.cause() != Unlisted.Cause.NOT_READ).isEmpty()
                && isOutdated(result, now, limit)
            ? result.withFailure(outdated(listing))
            : result);
    return all;
  }

  private static Unlisted outdated(Listing listing) {
    return new Unlisted(
        Unlisted.Cause.FAILED, listing.action() + " has not been answered for several polls");
  }

  /** The ownership of some of the resources that AWS still has, by id. */
  Map<String, Ownership> existing(Predicate<ListResult.Owned> which) {
    Map<String, Ownership> all = new HashMap<>();
    results.values().stream()
        .flatMap(ListResult::existing)
        .filter(which)
        .forEach(owned -> all.put(owned.item().id(), owned.ownership()));
    return all;
  }

  private boolean isOutdated(ListResult result, Instant now, Duration limit) {
    return !now.isBefore(readAt(result).plus(limit));
  }

  /** The listings that have reached a limit of age. */
  Set<Listing> outdated(Instant now, Duration limit) {
    return results.entrySet().stream()
        .filter(entry -> isOutdated(entry.getValue(), now, limit))
        .map(Map.Entry::getKey)
        .collect(ImmutableCopy.toSet());
  }

  /** When the oldest result was read. */
  Instant oldest() {
    return results.values().stream().map(this::readAt).min(Comparator.naturalOrder()).orElse(since);
  }

  private Instant readAt(ListResult result) {
    return result.completed() == 0 ? since : result.startedAt();
  }
}
