package io.ssmenv.engine.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The faults of one run, which its seed selects.
 *
 * @param pattern the pattern of the environment in the beginning
 */
public record FaultSchedule(long seed, String pattern, List<FaultEvent> events) {

  private static final List<String> PATTERNS =
      List.of("ElasticIp", "NatGateway", "PrivateEndpoints");
  private static final List<String> TYPES = List.of("t3.micro", "t3.small");
  private static final List<String> LISTINGS =
      List.of(
          "DescribeVpcs",
          "DescribeSubnets",
          "DescribeRouteTables",
          "DescribeInternetGateways",
          "DescribeAddresses",
          "DescribeNatGateways",
          "DescribeVpcEndpoints",
          "DescribeSecurityGroups",
          "DescribeNetworkInterfaces",
          "DescribeInstances",
          "GetAccountAuthorizationDetails",
          "ListInstanceProfiles");
  private static final List<String> WRITES =
      List.of(
          "CreateVpc",
          "CreateSubnet",
          "CreateRoute",
          "AssociateRouteTable",
          "AllocateAddress",
          "AssociateAddress",
          "AuthorizeSecurityGroupEgress",
          "CreateNetworkInterface",
          "CreateRole",
          "AttachRolePolicy",
          "CreateNatGateway",
          "CreateVpcEndpoint",
          "RunInstances",
          "ReplaceRoute",
          "TerminateInstances");

  private static final int MOST_EVENTS = 12;

  /** All faults begin within this time: most environments are Ready after some five minutes. */
  private static final int LAST_BEGIN_SECONDS = 900;

  private static final int LONGEST_SECONDS = 240;

  /** How many kinds of faults {@link #fault} knows. */
  private static final int KINDS = 14;

  public FaultSchedule {
    events = List.copyOf(events);
  }

  /** Selects the faults of a seed; the number of zones in the specs never shrinks. */
  public static FaultSchedule of(long seed, List<String> outOfBandChanges) {
    SplittableRandom random = new SplittableRandom(seed);
    String pattern = one(random, PATTERNS);
    List<FaultEvent> events = new ArrayList<>();
    int number = 1 + random.nextInt(MOST_EVENTS);
    for (int i = 0; i < number; i++) {
      Duration at = Duration.ofMillis(random.nextLong(LAST_BEGIN_SECONDS * 1000L));
      events.add(new FaultEvent(at, fault(random, at, outOfBandChanges)));
    }
    events.sort(Comparator.comparing(FaultEvent::at));
    return new FaultSchedule(seed, pattern, events);
  }

  /** Returns the same schedule with other events. */
  public FaultSchedule with(List<FaultEvent> others) {
    return new FaultSchedule(seed, pattern, others);
  }

  /** Whether the environment is deleted in the end. */
  public boolean deletes() {
    return events.stream().anyMatch(event -> event.fault() instanceof Fault.Deleted);
  }

  /**
   * Selects a fault.
   *
   * @param at when it begins: a spec has more zones later
   */
  public static Fault fault(SplittableRandom random, Duration at, List<String> outOfBandChanges) {
    Duration lasting = Duration.ofSeconds(1 + random.nextInt(LONGEST_SECONDS));
    double share = List.of(0.2, 0.5, 1.0).get(random.nextInt(3));
    String action = random.nextBoolean() ? "*" : one(random, WRITES);
    return switch (random.nextInt(KINDS)) {
      case 0 -> new Fault.Throttled(action, share, lasting);
      case 1 -> new Fault.ServerErrors(action, share, lasting);
      case 2 -> new Fault.LostResponses(action, share, lasting);
      case 3 -> new Fault.SlowNetwork(Duration.ofSeconds(1 + random.nextInt(6)), lasting);
      case 4 -> new Fault.EmptyListing(one(random, LISTINGS), lasting);
      case 5 ->
          new Fault.Denied(
              random.nextBoolean() ? one(random, LISTINGS) : one(random, WRITES), lasting);
      case 6 -> new Fault.WrongAccount(lasting);
      case 7 -> new Fault.NoCapacity(lasting);
      case 8 -> new Fault.ApiServerAway(random.nextBoolean(), lasting);
      case 9, 10 -> new Fault.OutOfBand(one(random, outOfBandChanges));
      case 11 -> new Fault.Crash(Duration.ofMillis(random.nextInt(4000)));
      case 12 ->
          new Fault.HandOver(
              Duration.ofMillis(random.nextInt(4000)), Duration.ofMillis(random.nextInt(3000)));
      default -> edit(random, at);
    };
  }

  private static Fault edit(SplittableRandom random, Duration at) {
    if (random.nextInt(4) == 0) {
      return new Fault.Deleted();
    }
    int zones = 1 + (int) (at.toSeconds() * 3 / (LAST_BEGIN_SECONDS + 1));
    return new Fault.SpecEdited(
        one(random, PATTERNS), one(random, TYPES), random.nextInt(4), zones);
  }

  private static String one(SplittableRandom random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
