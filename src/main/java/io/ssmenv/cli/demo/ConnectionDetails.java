package io.ssmenv.cli.demo;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.details.DetailReads;
import io.ssmenv.aws.details.Details;
import io.ssmenv.cli.demo.SampleProof.Member;
import io.ssmenv.proof.ConnectionProof;
import io.ssmenv.proof.ConnectionRecord;
import io.ssmenv.proof.DetailTable;
import java.util.List;
import java.util.Optional;

/** Reads from AWS what the picture of a connection shows. */
final class ConnectionDetails {

  private static final List<String> ENDPOINTS =
      List.of(DetailReads.ENDPOINT_ID, DetailReads.SERVICE, DetailReads.TYPE, DetailReads.STATUS);
  private static final List<String> ROUTES =
      List.of(DetailReads.DESTINATION, DetailReads.TARGET, DetailReads.STATUS);

  /** The operator's own tags, of which a person understands one. */
  private static final String OWN_TAGS = "ssmenv.io/";

  private static final String OWNER_TAG = OWN_TAGS + "owner";

  private ConnectionDetails() {}

  static ConnectionRecord record(
      ClientFactory aws, Member member, ConnectionProof proof, String screen) {
    try (DetailReads reads = new DetailReads(aws, member.region())) {
      return new ConnectionRecord(
          proof.instance(),
          member.id(),
          proof.pattern(),
          proof.expected().orElseThrow(),
          proof.observed().orElseThrow(),
          proof.session() instanceof ConnectionProof.Opened opened ? opened.seconds() : 0,
          SampleSessions.COMMAND,
          screen,
          tables(reads, member, proof.observed().orElseThrow()));
    }
  }

  private static List<DetailTable> tables(DetailReads reads, Member member, String address) {
    String vpc =
        Optional.ofNullable(member.environment().getStatus())
            .map(EnvironmentStatus::vpcId)
            .orElseThrow();
    return switch (member.environment().getSpec().connectivity().pattern()) {
      case ELASTIC_IP ->
          reads.elasticIp(address).map(one -> tables("Elastic IP address", one)).orElseThrow();
      case NAT_GATEWAY ->
          reads.natGateway(vpc, address).map(one -> tables("NAT gateway", one)).orElseThrow();
      case PRIVATE_ENDPOINTS ->
          List.of(
              table("VPC endpoints of " + vpc, ENDPOINTS, reads.endpoints(vpc)),
              table("Routes of the subnet", ROUTES, reads.routes(vpc, member.id())));
    };
  }

  /** The values and the tags of a resource. */
  private static List<DetailTable> tables(String heading, Details details) {
    return List.of(
        new DetailTable(
            heading,
            List.of(),
            details.values().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList()),
        new DetailTable(
            "Tags",
            List.of(),
            details.tags().entrySet().stream()
                .filter(tag -> !tag.getKey().startsWith(OWN_TAGS) || tag.getKey().equals(OWNER_TAG))
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList()));
  }

  private static DetailTable table(String heading, List<String> columns, List<Details> rows) {
    return new DetailTable(
        heading,
        columns,
        rows.stream().map(row -> columns.stream().map(row::value).toList()).toList());
  }
}
