package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionCatalog;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.ZonalService;
import java.util.List;
import java.util.function.Function;

/** Describes what AWS provides in a region: zones, prefix lists, instance types. */
final class RegionActions implements Ec2ActionGroup {
  private static final Filters<SimulatedPrefixList> PREFIX_LIST_FILTERS =
      Filters.<SimulatedPrefixList>untagged()
          .one("prefix-list-id", SimulatedPrefixList::id)
          .one("prefix-list-name", SimulatedPrefixList::name)
          .one("owner-id", _ -> "AWS");

  private final Ec2Context ec2;

  RegionActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("DescribeRegions", this::regions, "RegionName", "AllRegions").and(Filters.PARAMETERS),
        read("DescribeAvailabilityZones", this::zones, "ZoneName", "ZoneId", "AllAvailabilityZones")
            .and(Filters.PARAMETERS),
        read("DescribePrefixLists", this::prefixLists, "PrefixListId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        read("DescribeManagedPrefixLists", this::managedPrefixLists, "PrefixListId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        read("DescribeInstanceTypeOfferings", this::offerings, "LocationType")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS));
  }

  /** Without AllRegions, the regions that are enabled for the account [D]. */
  private Struct regions(Call call) {
    RegionCatalog partition = RegionCatalog.of(call.region());
    Filters<String> filters =
        Filters.<String>untagged()
            .one("region-name", region -> region)
            .one("endpoint", region -> endpoint(partition, region))
            .one("opt-in-status", region -> optInStatus(call, region));
    List<String> named = call.params().texts("RegionName");
    List<String> unknown =
        named.stream().filter(name -> partition.all().noneMatch(name::equals)).toList();
    if (!unknown.isEmpty()) {
      throw ApiErrors.invalid("Invalid region name: [%s]", String.join(", ", unknown));
    }
    boolean all = call.params().flag("AllRegions").orElse(false);
    return Struct.empty()
        .with(
            "regionInfo",
            partition
                .all()
                .filter(region -> named.isEmpty() || named.contains(region))
                .filter(region -> all || call.account().isEnabled(region))
                .filter(filters.of(call))
                .map(region ->
                    Struct.empty()
                        .with("regionName", region)
                        .with("regionEndpoint", endpoint(partition, region))
                        .with("optInStatus", optInStatus(call, region))));
  }

  private static String endpoint(RegionCatalog partition, String region) {
    return "ec2." + region + "." + partition.domain();
  }

  private static String optInStatus(Call call, String region) {
    if (!RegionCatalog.needsOptIn(region)) {
      return "opt-in-not-required";
    }
    return call.account().isEnabled(region) ? "opted-in" : "not-opted-in";
  }

  /** Without AllAvailabilityZones, the zones to which the account has opted in [D]. */
  private Struct zones(Call call) {
    Filters<Zone> filters =
        Filters.<Zone>untagged()
            .one("zone-name", Zone::name)
            .one("zone-id", Zone::id)
            .one("region-name", _ -> call.region())
            .one("group-name", Zone::group)
            .one("state", _ -> "available")
            .one("zone-type", zone -> zone.type().wire())
            .one("opt-in-status", Zone::optInStatus);
    List<String> names = call.params().texts("ZoneName");
    List<String> ids = call.params().texts("ZoneId");
    boolean everyZone = call.params().flag("AllAvailabilityZones").orElse(false);
    List<Zone> all = everyZone ? Zone.all(call.region()) : Zone.of(call.region());
    checkKnown(names, all.stream().map(Zone::name).toList());
    checkKnown(ids, all.stream().map(Zone::id).toList());
    return Struct.empty()
        .with(
            "availabilityZoneInfo",
            all.stream()
                .filter(zone -> names.isEmpty() || names.contains(zone.name()))
                .filter(zone -> ids.isEmpty() || ids.contains(zone.id()))
                .filter(filters.of(call))
                .map(zone -> render(call, zone)));
  }

  private static void checkKnown(List<String> requested, List<String> known) {
    List<String> unknown = requested.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw ApiErrors.invalid("Invalid availability zone: %s", unknown);
    }
  }

  private static Struct render(Call call, Zone zone) {
    Struct rendered =
        Struct.empty()
            .with("zoneName", zone.name())
            .with("zoneId", zone.id())
            .with("zoneState", "available")
            .with("zoneType", zone.type().wire())
            .with("regionName", call.region())
            .with("groupName", zone.group())
            .with("networkBorderGroup", zone.border())
            .with("optInStatus", zone.optInStatus())
            .with("messageSet", List.of());
    if (zone.type() != Zone.Type.AVAILABILITY_ZONE) {
      Zone parent = Zone.of(call.region()).getFirst();
      rendered.with("parentZoneName", parent.name()).with("parentZoneId", parent.id());
    }
    return rendered;
  }

  private Struct prefixLists(Call call) {
    return ec2.page(
        call,
        "prefixListSet",
        Pages.THOUSAND,
        () ->
            prefixLists(call, call.params().texts("PrefixListId")).stream()
                .map(list ->
                    Struct.empty()
                        .with("prefixListId", list.id())
                        .with("prefixListName", list.name())
                        .with("cidrSet", io.ssmenv.simulator.core.Value.texts(list.cidrs()))));
  }

  private Struct managedPrefixLists(Call call) {
    return ec2.page(
        call,
        "prefixListSet",
        new Pages.Limits(1, 100),
        () ->
            prefixLists(call, call.params().texts("PrefixListId")).stream()
                .map(list ->
                    Struct.empty()
                        .with("prefixListId", list.id())
                        .with("prefixListName", list.name())
                        .with(
                            "prefixListArn",
                            "arn:aws:ec2:%s:aws:prefix-list/%s".formatted(call.region(), list.id()))
                        .with("addressFamily", "IPv4")
                        .with("state", "create-complete")
                        .with("ownerId", "AWS")
                        .with("tagSet", List.of())));
  }

  private static List<SimulatedPrefixList> prefixLists(Call call, List<String> ids) {
    List<SimulatedPrefixList> lists =
        ids.isEmpty()
            ? SimulatedPrefixList.of(call.region())
            : ids.stream().map(id -> SimulatedPrefixList.byId(call.region(), id)).toList();
    return lists.stream().filter(PREFIX_LIST_FILTERS.of(call)).toList();
  }

  private record Offering(String type, String location) {}

  private Struct offerings(Call call) {
    String locationType = call.params().text("LocationType").orElse("region");
    Function<Zone, String> location =
        switch (locationType) {
          case "region" -> _ -> call.region();
          case "availability-zone" -> Zone::name;
          case "availability-zone-id" -> Zone::id;
          default -> throw ApiErrors.invalid("Invalid location type: %s", locationType);
        };
    Filters<Offering> filters =
        Filters.<Offering>untagged()
            .one("instance-type", Offering::type)
            .one("location", Offering::location);
    Faults faults = ec2.state(call).simulation().faults();
    return ec2.page(
        call,
        "instanceTypeOfferingSet",
        Pages.THOUSAND,
        () ->
            InstanceType.all().stream()
                .flatMap(type ->
                    Zone.of(call.region()).stream()
                        .filter(zone ->
                            faults.isListed(
                                zone.name(), new ZonalService.InstanceTypes(type.name())))
                        .map(zone -> new Offering(type.name(), location.apply(zone))))
                .distinct()
                .filter(filters.of(call))
                .map(one ->
                    Struct.empty()
                        .with("instanceType", one.type())
                        .with("locationType", locationType)
                        .with("location", one.location())));
  }
}
