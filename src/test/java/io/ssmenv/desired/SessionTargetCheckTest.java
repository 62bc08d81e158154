package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionFindings.Bucket;
import io.ssmenv.cloud.SessionFindings.Encryption;
import io.ssmenv.cloud.SessionFindings.EncryptionKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTargetCheckTest {

  private static final String ID = "mrk-1234abcd12ab34cd56ef1234567890ab";
  private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/" + ID;

  private static boolean isRight(String named, String region, String encryptedWith) {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.NAT_GATEWAY, null),
            null,
            List.of(new InstanceGroup("app", 1, null, null, null)),
            null,
            null,
            null,
            null,
            null,
            new SessionSettings(new SessionLog(null, "logs"), named, null, null, null, null),
            null,
            null);
    return new SessionTargetCheck(
            spec,
            new SessionFindings(
                List.of(
                    new Bucket(
                        "logs",
                        Optional.of(region),
                        new Encryption.With(Optional.of(encryptedWith))),
                    new EncryptionKey(
                        named,
                        Optional.of(
                            new EncryptionKey.Details(
                                ARN, "Enabled", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"))))))
        .isRight();
  }

  @ParameterizedTest
  @CsvSource({
    "alias/sessions, alias/sessions",
    "alias/sessions, " + ID,
    ID + ", " + ID,
    ID + ", " + ARN,
    ID + ", arn:aws:kms:eu-west-1:111122223333:alias/aws/s3",
  })
  void aBucketOfTheRegionMayNameTheKeyInAnyWay(String named, String encryptedWith) {
    assertThat(isRight(named, "eu-west-1", encryptedWith)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "alias/sessions, alias/sessions",
    "alias/sessions, " + ID,
    ID + ", " + ID,
    ID + ", arn:aws:kms:us-east-2:111122223333:key/" + ID,
  })
  void anAliasOrAnIdIsAnotherKeyInAnotherRegion(String named, String encryptedWith) {
    assertThat(isRight(named, "us-east-2", encryptedWith)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"alias/aws/s3", "arn:aws:kms:us-east-2:111122223333:alias/aws/s3", ARN})
  void theKeyThatS3ManagesIsRightInEachRegionAndAnArnIsTheSameEverywhere(String encryptedWith) {
    assertThat(isRight(ID, "us-east-2", encryptedWith)).isTrue();
  }
}
