package io.ssmenv.aws.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Uses messages of the SDK's default chain, each of which names all sources. */
class MissingCredentialsTest {

  private static final String NO_TOKEN =
      "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE or the javaproperty"
          + " aws.webIdentityTokenFile must be set.";
  private static final String NO_CONTAINER =
      "Cannot fetch credentials from container - neither AWS_CONTAINER_CREDENTIALS_FULL_URI or"
          + " AWS_CONTAINER_CREDENTIALS_RELATIVE_URI environment variables are set.";

  @Test
  void withoutConfigurationTheMessageSaysWhatToSet() {
    CloudError error = error(NO_TOKEN, NO_CONTAINER);

    assertThat(error).isInstanceOf(CloudError.Denied.class);
    assertThat(error.message())
        .endsWith("or run where a role is provided.")
        .doesNotContain("Chain");
  }

  @Test
  void aSourceThatDoesNotRespondIsUnavailable() {
    CloudError sts =
        error(
            "Unable to execute HTTP request: Connect to sts failed: Connection refused (SDK"
                + " Attempt Count: 4)",
            NO_CONTAINER);
    assertThat(sts).isInstanceOf(CloudError.Unavailable.class);
    assertThat(sts.message())
        .isEqualTo(
            "The configured AWS credentials could not be loaded:"
                + " WebIdentityTokenFileCredentialsProvider(): Unable to execute HTTP request:"
                + " Connect to sts failed: Connection refused");

    CloudError agent = error(NO_TOKEN, "Failed to load credentials from metadata service.");
    assertThat(agent).isInstanceOf(CloudError.Unavailable.class);
    assertThat(agent.message())
        .endsWith(
            "ContainerCredentialsProvider(): Failed to load credentials from metadata service.");
  }

  @Test
  void aDeniedRoleIsDeniedWithTheSameTextEachTime() {
    CloudError error = error(denied("59dbff89-35bd-4eac-99ed-be587abcdef0"), NO_CONTAINER);

    assertThat(error).isInstanceOf(CloudError.Denied.class);
    assertThat(error.message()).endsWith("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    assertThat(error(denied("0c1f8a3e-77aa-4b1c-8d2e-0123456789ab"), NO_CONTAINER))
        .isEqualTo(error);
  }

  private static String denied(String request) {
    return "Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403,"
        + " Request ID: "
        + request
        + ") (SDK Attempt Count: 1)";
  }

  private static CloudError error(String webIdentity, String container) {
    String chain =
        ("Unable to load credentials from any of the providers in the chain"
                + " AwsCredentialsProviderChain(credentialsProviders=[...]) :"
                + " [SystemPropertyCredentialsProvider(): Unable to load credentials from system"
                + " settings. Access key must be specified.,"
                + " WebIdentityTokenFileCredentialsProvider(): %s, ProfileCredentialsProvider(profileName=default): Profile file contained no"
                + " credentials for profile 'default': ProfileFile(sections=[]),"
                + " ContainerCredentialsProvider(): %s, InstanceProfileCredentialsProvider(): Failed"
                + " to load credentials from IMDS.]")
            .formatted(webIdentity, container);
    return ErrorClassifier.classify("GetCallerIdentity", SdkClientException.create(chain));
  }
}
