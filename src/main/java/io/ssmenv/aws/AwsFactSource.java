package io.ssmenv.aws;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.PrefixList;

/** Asks EC2 and Systems Manager for facts. */
public final class AwsFactSource implements FactSource {

  private final Clients clients;

  public AwsFactSource(Clients clients) {
    this.clients = clients;
  }

  @Override
  public List<String> zones() {
    return ask(
        "DescribeAvailabilityZones",
        () ->
            clients
                .ec2()
                .describeAvailabilityZones(request -> request.filters(filter("state", "available")))
                .availabilityZones()
                .stream()
                .filter(AwsFactSource::isRegular)
                .map(AvailabilityZone::zoneName)
                .sorted()
                .toList());
  }

  /**
   * Local and wavelength zones have to be opted into, and have no NAT gateways and few endpoints.
   */
  private static boolean isRegular(AvailabilityZone zone) {
    return zone.optInStatusAsString() == null
        || zone.optInStatusAsString().equals("opt-in-not-required");
  }

  @Override
  public String imageBehind(String parameter) {
    return ask(
        "GetParameter",
        () -> clients.ssm().getParameter(request -> request.name(parameter)).parameter().value());
  }

  @Override
  public String rootDevice(String imageId) {
    List<Image> images =
        ask(
            "DescribeImages",
            () -> clients.ec2().describeImages(request -> request.imageIds(imageId)).images());
    return images.stream()
        .filter(image -> "available".equalsIgnoreCase(image.stateAsString()))
        .map(Image::rootDeviceName)
        .findFirst()
        .orElseThrow(() ->
            new CloudException(
                new CloudError.Invalid(
                    "DescribeImages",
                    "InvalidAMIID.Unavailable",
                    "the image " + imageId + " does not exist here or is not available")));
  }

  @Override
  public boolean offersEndpoint(String service) {
    return ask(
        "DescribeVpcEndpointServices",
        () ->
            clients
                .ec2()
                .describeVpcEndpointServices(
                    request -> request.filters(filter("service-name", fullName(service))))
                .serviceNames()
                .contains(fullName(service)));
  }

  @Override
  public Optional<String> s3PrefixList() {
    return ask(
        "DescribePrefixLists",
        () ->
            clients
                .ec2()
                .describePrefixLists(
                    request -> request.filters(filter("prefix-list-name", fullName("s3"))))
                .prefixLists()
                .stream()
                .map(PrefixList::prefixListId)
                .findFirst());
  }

  private String fullName(String service) {
    String prefix = clients.region().startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return prefix + clients.region() + "." + service;
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static <T> T ask(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new CloudException(ErrorCatalogue.of(action, e), e);
    }
  }
}
