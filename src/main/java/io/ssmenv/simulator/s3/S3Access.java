package io.ssmenv.simulator.s3;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import java.util.List;

/** The permissions that the calls of S3 need, from the Service Authorization Reference [D]. */
public final class S3Access implements Access.Model {
  private final S3 s3;

  public S3Access(S3 s3) {
    this.s3 = s3;
  }

  @Override
  public List<Access> requiredAccess(Call call) {
    String name = call.params().text("Bucket").orElse("");
    String arn = "arn:aws:s3:::" + name;
    if (call.action().equals("CreateBucket")) {
      return List.of(Access.to("s3:CreateBucket", arn));
    }
    if (!s3.exists(name)) {
      return List.of();
    }
    return List.of(
        switch (call.action()) {
          case "HeadBucket" -> Access.to("s3:ListBucket", arn);
          case "ListObjectsV2" ->
              Access.to("s3:ListBucket", arn)
                  .with("s3:prefix", call.params().text("Prefix").orElse(""));
          case "GetBucketEncryption" -> Access.to("s3:GetEncryptionConfiguration", arn);
          case "PutBucketEncryption" -> Access.to("s3:PutEncryptionConfiguration", arn);
          case "GetObject" ->
              Access.to("s3:GetObject", arn + "/" + call.params().text("Key").orElse(""));
          default -> Access.to("s3:" + call.action(), arn);
        });
  }
}
