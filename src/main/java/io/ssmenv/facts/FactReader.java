package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ZoneOffers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Makes the calls of a lookup. Each failure names its API action. */
final class FactReader {

  private final FactSource source;

  FactReader(FactSource source) {
    this.source = source;
  }

  /**
   * The facts that a lookup finds.
   *
   * @param known what is known already
   * @param recorded the facts in the status, which AWS has not confirmed
   */
  Facts read(Lookup lookup, Facts known, Facts recorded) {
    return switch (lookup) {
      case Lookup.Zones zones -> {
        List<String> all = call("DescribeAvailabilityZones", source::zones);
        Map<String, Set<String>> types = typeZones(zones.types());
        ZoneSelection selection =
            new ZoneSelection(zones, all, types, endpointZones(zones.services()));
        SortedMap<String, String> used = new TreeMap<>(known.zones());
        used.keySet().removeAll(zones.letters());
        yield Facts.NONE
            .withZones(selection.select(used, recorded.zones()))
            .withOffers(new ZoneOffers(types, new TreeSet<>()));
      }
      case Lookup.TypeOffers(SortedSet<String> types) ->
          Facts.NONE.withOffers(new ZoneOffers(typeZones(types), new TreeSet<>()));
      case Lookup.Image(String name) -> Facts.NONE.withImages(Map.of(name, image(name)));
      case Lookup.Services _ ->
          Facts.NONE.withEndpointServices(
              offers(EndpointServices.EC2_MESSAGES)
                  ? Set.of(EndpointServices.EC2_MESSAGES)
                  : Set.of());
      case Lookup.S3PrefixList _ -> {
        Optional<String> list = call("DescribePrefixLists", source::s3PrefixList);
        yield Facts.NONE.withS3PrefixList(list);
      }
    };
  }

  private Facts.Image image(String name) {
    String id =
        name.startsWith("ami-")
            ? name
            : call("GetParameter", () -> source.resolveImageParameter(name));
    return new Facts.Image(id, call("DescribeImages", () -> source.rootDeviceName(id)));
  }

  private Map<String, Set<String>> typeZones(Set<String> types) {
    return types.isEmpty()
        ? Map.of()
        : call("DescribeInstanceTypeOfferings", () -> source.zonesOfTypes(types));
  }

  private Map<String, Set<String>> endpointZones(Set<String> services) {
    return services.isEmpty()
        ? Map.of()
        : call("DescribeVpcEndpointServices", () -> source.zonesOfEndpoints(services));
  }

  private boolean offers(String service) {
    return call("DescribeVpcEndpointServices", () -> source.offersEndpoint(service));
  }

  private static <T> T call(String action, Supplier<T> read) {
    try {
      return read.get();
    } catch (CloudException known) {
      throw known;
    } catch (Throwable fault) { // After an Error too, the lookup has ended.
      throw new CloudException(CloudError.Internal.of(action, fault), fault);
    }
  }
}
