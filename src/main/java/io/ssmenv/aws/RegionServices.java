package io.ssmenv.aws;

import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.PrefixList;
import software.amazon.awssdk.services.ec2.model.ServiceDetail;

/** Which endpoint services a region offers, and the prefix list of S3. */
final class RegionServices {

  private final Clients clients;
  private final Fallback zones = Fallback.whenUnsupported();
  private final Fallback services = Fallback.whenUnsupported();
  private final Fallback prefixLists = Fallback.whenUnsupported();

  RegionServices(Clients clients) {
    this.clients = clients;
  }

  /** A service that cannot list its endpoint services is assumed to offer all of them. */
  boolean offers(String service) {
    return services.call(() -> !read(service).isEmpty(), () -> true);
  }

  /**
   * The zones of endpoint services, by short name. A service that cannot list them is assumed to
   * offer them everywhere.
   */
  Map<String, Set<String>> zonesOf(Set<String> names) {
    return zones.call(() -> readZones(names), Map::of);
  }

  private Map<String, Set<String>> readZones(Set<String> names) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String name : new TreeSet<>(names)) {
      for (ServiceDetail detail : read(name)) {
        if (detail.hasAvailabilityZones()) {
          found.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(detail.availabilityZones());
        }
      }
    }
    return found;
  }

  /**
   * Empty if the region has no such endpoint service. One by one: an unknown name fails the call.
   */
  private List<ServiceDetail> read(String service) {
    try {
      return clients
          .ec2()
          .describeVpcEndpointServices(request -> request.serviceNames(fullName(service)))
          .serviceDetails();
    } catch (Ec2Exception e) {
      if (ErrorClassifier.isCode(e, "InvalidServiceName")) {
        return List.of();
      }
      throw e;
    }
  }

  /** Without prefix lists, the instances get no egress to S3. */
  Optional<String> s3PrefixList() {
    return prefixLists.call(this::listedPrefixList, Optional::empty);
  }

  private Optional<String> listedPrefixList() {
    return clients
        .ec2()
        .describePrefixLists(request ->
            request.filters(
                Filter.builder().name("prefix-list-name").values(fullName("s3")).build()))
        .prefixLists()
        .stream()
        .filter(list -> fullName("s3").equals(list.prefixListName()))
        .map(PrefixList::prefixListId)
        .findFirst();
  }

  private String fullName(String service) {
    String prefix = clients.region().startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return prefix + clients.region() + "." + service;
  }
}
