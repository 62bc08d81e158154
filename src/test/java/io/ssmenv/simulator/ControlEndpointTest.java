package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.iam.IamClient;

/** The HTTP control endpoint. */
class ControlEndpointTest {
  private static final String FAULTS = "/_simulator/faults";

  private final ObjectMapper mapper = new ObjectMapper();
  private SimulatedAws aws;
  private Ec2Client ec2;
  private HttpClient http;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE));
    ec2 = AwsClients.of(aws).withoutRetries().ec2();
    http = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    http.close();
    ec2.close();
    aws.close();
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(aws.endpoint().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String method, String path, String body, int status) throws Exception {
    HttpResponse<String> answer = ask(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return mapper.readTree(answer.body());
  }

  private String vpc() {
    return ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  @Test
  void theHelpPageDocumentsTheEndpoint() throws Exception {
    HttpResponse<String> help = ask("GET", "/_simulator/", "");
    assertThat(help.statusCode()).isEqualTo(200);
    assertThat(help.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(help.body().lines()).allMatch(line -> line.length() <= 100);
    JsonNode unknown = json("GET", "/_simulator/stat", "", 404);
    assertThat(unknown.get("error").asText()).contains("GET stat", "/_simulator/");
    assertThat(json("PUT", FAULTS, "{}", 404).get("error").asText()).contains("PUT faults");
  }

  @Test
  void everyExampleInTheHelpPageCanBeAdded() throws Exception {
    List<String> examples =
        Pattern.compile("^ +(\\{.*\\})", Pattern.MULTILINE)
            .matcher(ask("GET", "/_simulator/", "").body())
            .results()
            .map(found -> found.group(1))
            .filter(example -> !example.contains("-...")) // Needs a resource.
            .toList();
    assertThat(examples).hasSize(10);
    for (String example : examples) {
      JsonNode request = mapper.readTree(example);
      String id = json("POST", FAULTS, example, 201).get("id").asText();
      JsonNode shown = json("GET", FAULTS, "", 200).at("/faults/0");
      assertThat(shown.get("id").asText()).isEqualTo(id);
      request
          .properties()
          .forEach(field -> {
            if (!field.getValue().asText().equals("outage")) {
              assertThat(shown.get(field.getKey()).asText())
                  .as("%s of %s", field.getKey(), example)
                  .startsWith(field.getValue().asText());
            }
          });
      assertThat(json("DELETE", FAULTS + "/" + id, "", 200).get("faults")).isEmpty();
    }
  }

  @Test
  void anAddedFaultAppliesUntilAllAreDeleted() throws Exception {
    json("POST", FAULTS, "{\"fault\": \"throttle\", \"action\": \"CreateVpc\"}", 201);
    json("POST", FAULTS, "{\"fault\": \"fail\", \"action\": \"DescribeVpcs\"}", 201);
    assertThatThrownBy(this::vpc)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded"));
    assertThat(json("DELETE", FAULTS, "", 200).get("faults")).isEmpty();
    vpc();
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
    assertThat(json("DELETE", FAULTS + "/fault-1", "", 404).get("error").asText())
        .contains("fault-1");
  }

  @Test
  void aForeignInterfaceIsAddedListedAndRemoved() throws Exception {
    String vpc = vpc();
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24")).subnet().subnetId();
    String fault = "{\"fault\": \"foreignInterface\", \"subnet\": \"%s\"}".formatted(subnet);
    String id = json("POST", FAULTS, fault, 201).get("id").asText();
    assertThat(json("GET", FAULTS, "", 200).at("/foreignInterfaces/0").asText()).isEqualTo(id);
    assertThatThrownBy(() -> ec2.deleteSubnet(r -> r.subnetId(subnet)))
        .hasMessageContaining("dependencies");
    assertThat(json("DELETE", FAULTS + "/" + id, "", 200).get("foreignInterfaces")).isEmpty();
    ec2.deleteSubnet(r -> r.subnetId(subnet));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'fault': 'earthquake'}                            | Unknown fault 'earthquake'",
        "{'action': 'CreateVpc'}                            | fault is missing",
        "{'fault': 'throttle', 'colour': 'red'}             | The fault throttle has no field colour",
        "{'fault': 'throttle', 'seconds': 2}                | The fault throttle has no field seconds",
        "{'fault': 'slow'}                                  | seconds is missing",
        "{'fault': 'slow', 'seconds': '2'}                  | seconds must be a number",
        "{'fault': 'fail', 'action': 1}                     | action must be a string",
        "{'fault': 'fail', 'probability': 2}                | probability must be",
        "{'fault': 'fail', 'times': 0}                      | times must be",
        "{'fault': 'stuck', 'resource': 'moon'}             | but is moon",
        "{'fault': 'notInZone', 'zone': 'eu-west-1a'}       | Exactly one of",
        "{'fault': 'foreignInterface', 'subnet': 'subnet-0'} | No subnet has the id 'subnet-0'",
        "['fault']                                          | must be a JSON object",
        "{'fault                                            | is not JSON"
      })
  void anInvalidFaultIsRejectedWithAMessage(String body, String message) throws Exception {
    JsonNode answer = json("POST", FAULTS, body.replace('\'', '"'), 400);
    assertThat(answer.get("error").asText()).contains(message);
    assertThat(json("GET", FAULTS, "", 200).get("faults")).isEmpty();
  }

  @Test
  void theLogIsFilteredByItsParameters() throws Exception {
    String id = vpc();
    ec2.describeVpcs(r -> r.vpcIds(id));
    assertThatThrownBy(() -> ec2.deleteVpc(r -> r.vpcId("vpc-00000000000000000")))
        .isInstanceOf(Ec2Exception.class);
    assertThat(json("GET", "/_simulator/log", "", 200).get("calls")).hasSize(3);
    JsonNode writes = json("GET", "/_simulator/log?writes=true", "", 200).get("calls");
    assertThat(writes).hasSize(1);
    assertThat(writes.get(0).get("subject").asText()).isEqualTo(id);
    assertThat(writes.get(0).get("parameters").asText()).isEqualTo("CidrBlock=10.0.0.0/16");
    JsonNode refused =
        json("GET", "/_simulator/log?outcome=InvalidVpcID.NotFound&action=DeleteVpc", "", 200);
    assertThat(refused.at("/calls/0/subject").asText()).isEqualTo("vpc-00000000000000000");
    assertThat(json("GET", "/_simulator/log?last=1", "", 200).at("/calls/0/action").asText())
        .isEqualTo("DeleteVpc");
    assertThat(json("GET", "/_simulator/log?accessKey=AKIDNOBODY", "", 200).get("calls")).isEmpty();
    assertThat(json("GET", "/_simulator/log?colour=red", "", 400).get("error").asText())
        .contains("colour");
  }

  @Test
  void theStateIsFilteredByItsParameters() throws Exception {
    String vpc = vpc();
    ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24"));
    JsonNode vpcs = json("GET", "/_simulator/state?type=vpc&region=eu-west-1", "", 200);
    assertThat(vpcs.get("resources")).hasSize(1);
    assertThat(vpcs.at("/resources/0/id").asText()).isEqualTo(vpc);
    assertThat(json("GET", "/_simulator/state?region=us-east-1", "", 200).get("resources"))
        .isEmpty();
  }

  @Test
  void listenersReceiveTheSubjectOfEachCall() {
    List<String> subjects = new CopyOnWriteArrayList<>();
    aws.callLog().listen(call -> subjects.add(call.action() + " " + call.subject()));
    String vpc = vpc();
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(on -> on.value(true)));
    ec2.describeVpcs();
    try (IamClient iam = AwsClients.of(aws).withoutRetries().iam()) {
      iam.createInstanceProfile(r -> r.instanceProfileName("reader"));
    }
    assertThat(subjects)
        .containsExactly(
            "CreateVpc " + vpc,
            "ModifyVpcAttribute " + vpc,
            "DescribeVpcs ",
            "CreateInstanceProfile reader");
  }
}
