package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers may read of the keys, log groups and buckets of sessions. */
class SessionServicesTest {
  private static final String REGION = "eu-west-1";
  private static final String RESTRICTED = "AKIDRESTRICTED";

  private SimulatedAws aws;
  private SignedCalls administrator;
  private SignedCalls restricted;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options());
    administrator = new SignedCalls(aws.endpoint(), "AKIDTEST");
    restricted = new SignedCalls(aws.endpoint(), RESTRICTED);
  }

  @AfterEach
  void stop() {
    administrator.close();
    restricted.close();
    aws.close();
  }

  private void bucket() {
    administrator.s3(
        "PUT",
        "/team-logs",
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
            + "</CreateBucketConfiguration>",
        REGION);
  }

  private void allow(String action, String resource) {
    aws.callerPolicies()
        .restrict(
            RESTRICTED,
            List.of(
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Action":"%s","Resource":"%s"}]}\
                """
                    .formatted(action, resource)),
            Map.of());
  }

  @Test
  void aBucketOfAnotherRegionIsRedirected() {
    bucket();
    HttpResponse<String> found = administrator.s3("HEAD", "/team-logs", "", "us-east-1");

    assertThat(found.statusCode()).isEqualTo(301);
    assertThat(found.headers().firstValue("x-amz-bucket-region")).contains(REGION);
    assertThat(administrator.s3("GET", "/team-logs?location", "", "us-east-1").body())
        .contains(">eu-west-1</LocationConstraint>");
  }

  @Test
  void aBucketOfARegionSince2019AnswersWith400AndItsRegion() {
    aws.accounts().ofAccessKey("AKIDTEST").enableRegion("eu-south-1");
    String constraint =
        "<CreateBucketConfiguration><LocationConstraint>eu-south-1</LocationConstraint></CreateBucketConfiguration>";
    assertThat(administrator.s3("PUT", "/young", constraint, "eu-south-1").statusCode())
        .isEqualTo(200);
    HttpResponse<String> found = administrator.s3("HEAD", "/young", "", "us-east-1");

    assertThat(found.statusCode()).isEqualTo(400);
    assertThat(found.headers().firstValue("x-amz-bucket-region")).contains("eu-south-1");
    assertThat(administrator.s3("GET", "/young?encryption", "", "us-east-1").body())
        .contains("<Code>AuthorizationHeaderMalformed</Code>", "expecting 'eu-south-1'");
  }

  @Test
  void aRegionSince2019AnswersWith400ForBucketsOfAllOtherRegions() {
    aws.accounts().ofAccessKey("AKIDTEST").enableRegion("af-south-1");
    bucket();
    HttpResponse<String> found = administrator.s3("HEAD", "/team-logs", "", "af-south-1");

    assertThat(found.statusCode()).isEqualTo(400);
    assertThat(found.headers().firstValue("x-amz-bucket-region")).contains(REGION);
  }

  @Test
  void aBucketOfAnotherAccountIsDeniedAndAnUnknownOneIsNotFound() {
    bucket();
    try (SignedCalls other = new SignedCalls(aws.endpoint(), "222233334444")) {
      assertThat(other.s3("HEAD", "/team-logs", "", REGION).statusCode()).isEqualTo(403);
      assertThat(other.s3("HEAD", "/other", "", REGION).statusCode()).isEqualTo(404);
      assertThat(
              other
                  .s3(
                      "PUT",
                      "/team-logs",
                      "<CreateBucketConfiguration><LocationConstraint>eu-west-1"
                          + "</LocationConstraint></CreateBucketConfiguration>",
                      REGION)
                  .body())
          .contains("<Code>BucketAlreadyExists</Code>");
    }
  }

  @Test
  void aBucketIsReadWithThePermissionForIt() {
    bucket();
    allow("s3:ListBucket", "arn:aws:s3:::team-logs");

    assertThat(restricted.s3("HEAD", "/team-logs", "", REGION).statusCode()).isEqualTo(200);
    assertThat(restricted.s3("GET", "/team-logs?encryption", "", REGION).body())
        .contains("<Code>AccessDenied</Code>", "s3:GetEncryptionConfiguration");
  }

  @Test
  void logGroupsAreListedOnlyTogether() {
    administrator.logs("CreateLogGroup", "{'logGroupName': '/team'}");
    allow("logs:DescribeLogGroups", "arn:aws:logs:*:*:log-group:/team:*");
    String describe = "{'logGroupNamePrefix': '/team'}";
    assertThat(restricted.logs("DescribeLogGroups", describe)).contains("AccessDeniedException");
    allow("logs:DescribeLogGroups", "*");

    assertThat(restricted.logs("DescribeLogGroups", describe)).contains("\"/team\"");
  }

  @Test
  void aKeyIsDescribedWithThePermissionForIt() {
    String created = administrator.kms("CreateKey", "{}");
    String arn = created.replaceFirst(".*\"Arn\":\"([^\"]+)\".*", "$1");
    allow("kms:DescribeKey", "arn:aws:kms:*:*:key/other");
    String describe = "{'KeyId': '%s'}".formatted(arn);
    assertThat(restricted.kms("DescribeKey", describe)).contains("AccessDeniedException");
    allow("kms:DescribeKey", arn);

    assertThat(restricted.kms("DescribeKey", describe)).contains("\"Enabled\"");
  }
}
