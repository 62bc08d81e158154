package io.ssmenv.picture;

import java.util.List;
import java.util.stream.Collectors;

/** The picture in words, for those who hear it. */
final class AltText {

  private AltText() {}

  static String title(List<DiagramInput> subjects) {
    return subjects.stream()
        .map(DiagramInput::name)
        .collect(Collectors.joining(", ", "How EC2 instances reach AWS Systems Manager: ", ""));
  }

  static String description(List<DiagramInput> subjects) {
    return subjects.stream().map(AltText::of).collect(Collectors.joining("\n"));
  }

  private static String of(DiagramInput subject) {
    NetworkLayout survey = new NetworkLayout(subject.topology());
    return "%s, pattern %s: a VPC with the range %s. %s%s"
        .formatted(
            subject.name(),
            subject.pattern(),
            survey.cidr(),
            survey.zones().stream().map(zone -> of(survey, zone)).collect(Collectors.joining()),
            survey.guards().letNothingIn()
                ? "No rule lets anything in."
                : "There are rules that let something in.");
  }

  private static String of(NetworkLayout survey, NetworkLayout.Zone zone) {
    String instances =
        survey.instances(zone.workload()).stream()
            .map(instance ->
                instance.key().name() + (survey.hasAddress(instance) ? " with an Elastic IP" : ""))
            .collect(Collectors.joining(", "));
    return "Zone %s: subnet %s (%s) with %s; %s. "
        .formatted(
            zone.name(),
            zone.workload().key().name(),
            zone.workload().cidr(),
            instances.isEmpty() ? "no instance" : "the instances " + instances,
            way(survey, zone));
  }

  private static String way(NetworkLayout survey, NetworkLayout.Zone zone) {
    String endpoints =
        survey.endpoints(zone.workload()).stream()
            .map(NetworkLayout::service)
            .collect(Collectors.joining(", "));
    String into = endpoints.isEmpty() ? "" : ", endpoints for " + endpoints;
    return survey
            .wayOut(zone.workload())
            .map(target -> "the way out is the " + target)
            .orElse("no way into the Internet")
        + into;
  }
}
