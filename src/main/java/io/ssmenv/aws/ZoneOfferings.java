package io.ssmenv.aws;

import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.ServiceDetail;

/**
 * What the availability zones of a region offer. The offers of instance types are kept for a
 * moment, so that environments that begin together cost one call.
 */
final class ZoneOfferings {

  private static final String AVAILABILITY_ZONE = "availability-zone";

  /** Zones have other names in other accounts. */
  private record TypeInAccount(String account, String type) {}

  private record Offered(Set<String> zones, Instant readAt) {}

  private final Clients clients;
  private final InstantSource clock;
  private final Fallback types = Fallback.whenUnsupported();
  private final Fallback services = Fallback.whenUnsupported();
  private final Map<TypeInAccount, Offered> kept = new ConcurrentHashMap<>();

  ZoneOfferings(Clients clients, InstantSource clock) {
    this.clients = clients;
    this.clock = clock;
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
  Map<String, Set<String>> ofTypes(String account, Set<String> names) {
    Map<String, Set<String>> zones = new HashMap<>();
    Instant oldest = clock.instant().minus(Timing.FACTS_RETRY);
    for (String name : names) {
      Offered offered = kept.get(new TypeInAccount(account, name));
      if (offered != null && offered.readAt().isAfter(oldest)) {
        zones.put(name, offered.zones());
      }
    }
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(zones.keySet());
    if (!missing.isEmpty()) {
      Map<String, Set<String>> read = types.call(() -> readTypes(missing), Map::of);
      read.forEach((name, offering) ->
          kept.put(new TypeInAccount(account, name), new Offered(offering, clock.instant())));
      zones.putAll(read);
    }
    return zones;
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

  /** One by one: a name that does not exist makes the whole call fail. */
  Map<String, Set<String>> ofServices(Set<String> fullNames) {
    return services.call(() -> readServices(fullNames), Map::of);
  }

  private Map<String, Set<String>> readServices(Set<String> fullNames) {
    Map<String, Set<String>> zones = new HashMap<>();
    fullNames.stream()
        .sorted()
        .flatMap(name -> readService(name).stream())
        .filter(service -> service.hasAvailabilityZones())
        .forEach(service ->
            zones
                .computeIfAbsent(service.serviceName(), name -> new TreeSet<>())
                .addAll(service.availabilityZones()));
    return zones;
  }

  /** Empty if the region has no such endpoint service. */
  List<ServiceDetail> readService(String fullName) {
    try {
      return clients
          .ec2()
          .describeVpcEndpointServices(request -> request.serviceNames(fullName))
          .serviceDetails();
    } catch (Ec2Exception e) {
      if (ErrorClassifier.isCode(e, "InvalidServiceName")) {
        return List.of();
      }
      throw e;
    }
  }

  private static Filter filter(String name, Set<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
