package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.Ec2Messages;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The services for which an environment without Internet access needs endpoints. */
public final class EndpointServices {

  /** Only needed by agents before 3.3.40.0; regions opened from 2024 on do not offer it. */
  public static final String EC2_MESSAGES = "ec2messages";

  private static final String LOGS = "logs";
  private static final String KMS = "kms";

  private static final List<String> CORE = List.of("ssm", "ssmmessages");

  private EndpointServices() {}

  /** Whether only a spec asks for a service: the agents do not need it. */
  static boolean isAdditional(String service) {
    return !CORE.contains(service) && !service.equals(EC2_MESSAGES);
  }

  /** Whether the list depends on which services the region offers. */
  public static boolean dependsOnRegion(EnvironmentSpec spec) {
    return spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS
        && spec.connectivity().endpointsOrDefault().ec2messagesOrDefault() == Ec2Messages.AUTO;
  }

  /** The full name of a service, from its short one. */
  public static String fullName(String region, String service) {
    String prefix = region.startsWith("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
    return prefix + region + "." + service;
  }

  /** Whether the instances reach S3 without the Internet. */
  public static boolean includeS3(EnvironmentSpec spec) {
    return spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS
        && !spec.connectivity().endpointsOrDefault().providedOrDefault()
        && (spec.connectivity().endpointsOrDefault().s3GatewayOrDefault()
            || spec.sessionSettings()
                .flatMap(sessions -> sessions.logOrDefault().bucket())
                .isPresent());
  }

  /** The services that the preferences of sessions need. */
  public static List<String> of(SessionSettings sessions) {
    List<String> services = new ArrayList<>();
    sessions.logOrDefault().group().ifPresent(_ -> services.add(LOGS));
    sessions.key().ifPresent(_ -> services.add(KMS));
    return services;
  }

  /** The key of the interface endpoint of a service. */
  public static Key endpoint(String service) {
    return Key.of("vpcendpoint", service);
  }

  /** The rule that allows the instances to connect to S3. */
  public static SecurityGroupRule s3Rule(String prefixList) {
    return SecurityGroupRule.https(
        TopologyBuilder.GROUP, Direction.EGRESS, new Peer.PrefixList(prefixList));
  }

  /**
   * The short names of the services.
   *
   * @param offered by the region, of those that the list depends on
   */
  static List<String> of(EnvironmentSpec spec, Set<String> offered) {
    if (spec.connectivity().endpointsOrDefault().providedOrDefault()) {
      return List.of();
    }
    List<String> services = new ArrayList<>(CORE);
    if (dependsOnRegion(spec) && offered.contains(EC2_MESSAGES)) {
      services.add(EC2_MESSAGES);
    }
    Stream.concat(
            spec.connectivity().endpointsOrDefault().additionalOrDefault().stream(),
            spec.sessionSettings().map(EndpointServices::of).orElse(List.of()).stream())
        .distinct()
        .filter(service -> !services.contains(service))
        .forEach(services::add);
    return services;
  }
}
