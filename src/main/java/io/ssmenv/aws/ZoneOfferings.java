package io.ssmenv.aws;

import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.client.Clients;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** What the availability zones of a region offer. */
final class ZoneOfferings {

  private static final String AVAILABILITY_ZONE = "availability-zone";

  private final Clients clients;
  private final Fallback types = Fallback.whenUnsupported();

  ZoneOfferings(Clients clients) {
    this.clients = clients;
  }

  /**
   * Local and Wavelength Zones have no NAT gateways and few endpoints, so they are never used, even
   * if the account has opted in.
   */
  static boolean isUsable(AvailabilityZone zone) {
    boolean regular = zone.zoneType() == null || zone.zoneType().equals(AVAILABILITY_ZONE);
    return regular && !"not-opted-in".equals(zone.optInStatusAsString());
  }

  /** A service that cannot list what it offers is assumed to offer it everywhere. */
  Map<String, Set<String>> ofTypes(Set<String> names) {
    return types.call(() -> readTypes(names), Map::of);
  }

  private Map<String, Set<String>> readTypes(Set<String> names) {
    Map<String, Set<String>> zones = new HashMap<>();
    names.forEach(name -> zones.put(name, new TreeSet<>()));
    clients
        .ec2()
        .describeInstanceTypeOfferingsPaginator(request ->
            request
                .locationType(LocationType.AVAILABILITY_ZONE)
                .filters(filter("instance-type", names)))
        .instanceTypeOfferings()
        .forEach(offering ->
            zones
                .computeIfAbsent(offering.instanceTypeAsString(), type -> new TreeSet<>())
                .add(offering.location()));
    return zones;
  }

  private static Filter filter(String name, Set<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
