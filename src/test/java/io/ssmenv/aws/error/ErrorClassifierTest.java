package io.ssmenv.aws.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class ErrorClassifierTest {

  @ParameterizedTest
  @CsvSource({
    "DescribeVpcs, InvalidVpcID.NotFound, NotFound",
    "DescribeNatGateways, NatGatewayNotFound, NotFound",
    "CreateNatGateway, InvalidElasticIpID.NotFound, NotFound",
    "DeleteRoute, InvalidRoute.NotFound, NotFound",
    "ReplaceRoute, InvalidParameterValue, NotFound",
    "GetRole, NoSuchEntity, NotFound",
    "CreateRole, EntityAlreadyExists, AlreadyExists",
    "CreateRoute, RouteAlreadyExists, AlreadyExists",
    "CreateSecurityGroup, InvalidGroup.Duplicate, AlreadyExists",
    "DeleteVpc, DependencyViolation, Conflict",
    "ReleaseAddress, AuthFailure, Conflict",
    "ReleaseAddress, InvalidIPAddress.InUse, Conflict",
    "DeleteNetworkInterface, InvalidNetworkInterface.InUse, Conflict",
    "AssociateAddress, Gateway.NotAttached, Conflict",
    "StartInstances, IncorrectInstanceState, Conflict",
    "DeleteRole, DeleteConflict, Conflict",
    "TagRole, ConcurrentModification, Conflict",
    "CreateVpcEndpoint, IdempotentParameterMismatch, Conflict",
    "DescribeVpcs, RequestLimitExceeded, Throttled",
    "GetRole, Throttling, Throttled",
    "DescribeInstanceInformation, ThrottlingException, Throttled",
    "DescribeVpcs, AuthFailure, Denied",
    "DescribeVpcs, UnauthorizedOperation, Denied",
    "CreateRole, AccessDenied, Denied",
    "GetCallerIdentity, InvalidClientTokenId, Denied",
    "GetCallerIdentity, ExpiredToken, Denied",
    "TerminateInstances, OperationNotPermitted, Protected",
    "AllocateAddress, AddressLimitExceeded, QuotaExceeded",
    "CreateVpc, VpcLimitExceeded, QuotaExceeded",
    "RunInstances, VcpuLimitExceeded, QuotaExceeded",
    "AuthorizeSecurityGroupEgress, RulesPerSecurityGroupLimitExceeded, QuotaExceeded",
    "CreateRole, LimitExceeded, QuotaExceeded",
    "RunInstances, InsufficientInstanceCapacity, NoCapacity",
    "RunInstances, InvalidAMIID.NotFound, ImageUnavailable",
    "RunInstances, InsufficientFreeAddressesInSubnet, Invalid",
    "CreateRole, MalformedPolicyDocument, Invalid",
    "CreateVpc, SomethingNobodyHasSeen, Invalid",
    "RunInstances, IdempotentInstanceTerminated, StaleClientToken",
    "DescribeVpcs, InternalError, Unavailable",
    "DescribeVpcs, Unavailable, Unavailable",
  })
  void eachCodeHasOneCategory(String action, String code, String category) {
    CloudError error =
        ErrorClassifier.classify(action, failure(code, "the service's own words", 400));

    assertThat(error.getClass().getSimpleName()).isEqualTo(category);
    assertThat(error.summary()).isEqualTo(action + ": " + code + ": the service's own words");
  }

  @Test
  void aProfileThatEc2DoesNotFindYetIsAConflict() {
    AwsServiceException notFoundYet =
        failure(
            "InvalidParameterValue",
            "Value (p) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance"
                + " Profile name",
            400);

    assertThat(ErrorClassifier.classify("RunInstances", notFoundYet))
        .isInstanceOf(CloudError.Conflict.class);
    assertThat(
            ErrorClassifier.classify("RunInstances", failure("InvalidParameterValue", "bad", 400)))
        .isInstanceOf(CloudError.Invalid.class);
  }

  @Test
  void aConflictingPrivateDnsNameIsAConflict() {
    AwsServiceException taken =
        failure(
            "InvalidParameter",
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain"
                + " for ssm.eu-west-1.amazonaws.com in the VPC vpc-1",
            400);

    assertThat(ErrorClassifier.classify("CreateVpcEndpoint", taken))
        .isInstanceOf(CloudError.Conflict.class);
  }

  @Test
  void anEndpointBeforeTheDnsAttributesOfItsVpcIsAConflict() {
    AwsServiceException early =
        failure(
            "InvalidParameter",
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC"
                + " attributes set to true for vpc-1",
            400);

    assertThat(ErrorClassifier.classify("CreateVpcEndpoint", early))
        .isInstanceOf(CloudError.Conflict.class);
  }

  @Test
  void anUnknownPolicyIsInvalidAndAnUnknownRoleIsNotFound() {
    AwsServiceException policy =
        failure("NoSuchEntity", "Policy arn:p does not exist or is not attachable.", 404);
    AwsServiceException role =
        failure("NoSuchEntity", "The role with name r cannot be found.", 404);

    assertThat(ErrorClassifier.classify("AttachRolePolicy", policy))
        .isInstanceOf(CloudError.Invalid.class);
    assertThat(ErrorClassifier.classify("AttachRolePolicy", role))
        .isInstanceOf(CloudError.NotFound.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void anUnknownServerErrorIsUnavailable(int status) {
    assertThat(ErrorClassifier.classify("CreateVpc", failure("Strange", "?", status)))
        .isInstanceOf(CloudError.Unavailable.class);
  }

  @Test
  void aResponseWithoutACodeIsNamedByItsStatus() {
    AwsServiceException bare =
        AwsServiceException.builder().message("no body").statusCode(502).build();

    assertThat(ErrorClassifier.classify("CreateVpc", bare).code()).isEqualTo("Http502");
  }

  @Test
  void aMissingResponseIsUnavailable() {
    assertThat(
            ErrorClassifier.classify(
                "CreateVpc",
                SdkClientException.create("Unable to execute", new ConnectException("refused"))))
        .isInstanceOf(CloudError.Unavailable.class)
        .extracting(CloudError::code)
        .isEqualTo("ConnectException");
    assertThat(ErrorClassifier.classify("CreateVpc", ApiCallTimeoutException.create(5)))
        .isInstanceOf(CloudError.Unavailable.class);
    assertThat(ErrorClassifier.classify("CreateVpc", new CancellationException("aborted")))
        .isInstanceOf(CloudError.Unavailable.class);
    assertThat(ErrorClassifier.classify("CreateVpc", SdkException.create("odd", null)))
        .isInstanceOf(CloudError.Unavailable.class);
    assertThat(
            ErrorClassifier.classify(
                "CreateVpc",
                new CompletionException(new UncheckedIOException(new ConnectException("refused")))))
        .isInstanceOf(CloudError.Unavailable.class);
  }

  static Stream<Throwable> faultsOfTheOperator() {
    return Stream.of(
        new NullPointerException(),
        new IllegalStateException("planted"),
        new StackOverflowError(),
        new CompletionException(new ClassCastException()));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheOperator")
  void anExceptionNeitherOfTheSdkNorOfTheNetworkIsAFaultOfTheOperator(Throwable fault) {
    Throwable cause = fault.getCause() == null ? fault : fault.getCause();

    assertThat(ErrorClassifier.classify("CreateVpc", fault))
        .isEqualTo(
            new CloudError.Internal(
                "CreateVpc",
                cause.getClass().getSimpleName(),
                "this is a fault of the operator, not of AWS or the spec; its log has the stack"
                    + " trace"));
  }

  @Test
  void aCallOfAClosedClientIsUnavailable() {
    Clients clients =
        ClientFactory.of(URI.create("http://127.0.0.1:9"), "AKIDTEST", "secret")
            .writeClients("eu-west-1");
    clients.close();

    assertThatThrownBy(() -> clients.ec2().describeVpcs())
        .satisfies(closed ->
            assertThat(ErrorClassifier.classify("DescribeVpcs", closed))
                .isInstanceOf(CloudError.Unavailable.class));
  }

  @Test
  void aCloudExceptionKeepsItsError() {
    CloudError refused = new CloudError.Refused("CreateRole", "NotOurs", "no");

    assertThat(ErrorClassifier.classify("CreateRole", new CloudException(refused)))
        .isSameAs(refused);
  }

  @Test
  void theEncodedAuthorizationMessageIsLeftOut() {
    CloudError error =
        ErrorClassifier.classify(
            "CreateVpc",
            failure(
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. Encoded authorization failure"
                    + " message: AbCdEf",
                403));

    assertThat(error.message()).isEqualTo("You are not authorized to perform this operation.");
  }

  private static AwsServiceException failure(String code, String message, int status) {
    return Ec2Exception.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .statusCode(status)
        .build();
  }
}
