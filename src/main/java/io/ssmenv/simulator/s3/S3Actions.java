package io.ssmenv.simulator.s3;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.kms.Kms;
import io.ssmenv.simulator.s3.SimulatedBucket.Encryption;
import io.ssmenv.simulator.s3.SimulatedBucket.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The actions on buckets and their objects. Reads are consistent [D]. */
public final class S3Actions implements ActionGroup {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final String DEFAULT_REGION = "us-east-1";
  private static final String RULE = "ServerSideEncryptionConfiguration.Rule.";
  private static final int MAX_KEYS = 1000;

  private final S3 s3;
  private final Kms kms;

  S3Actions(S3 s3, Kms kms) {
    this.s3 = s3;
    this.kms = kms;
  }

  @Override
  public String service() {
    return "s3";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.write(
            "CreateBucket", this::create, "Bucket", "CreateBucketConfiguration.LocationConstraint"),
        Operation.write("DeleteBucket", this::delete, "Bucket"),
        Operation.read("HeadBucket", this::head, "Bucket"),
        Operation.read("GetBucketLocation", this::location, "Bucket"),
        Operation.read("GetBucketEncryption", this::encryption, "Bucket"),
        Operation.write(
            "PutBucketEncryption",
            this::encrypt,
            "Bucket",
            RULE + "ApplyServerSideEncryptionByDefault.SSEAlgorithm",
            RULE + "ApplyServerSideEncryptionByDefault.KMSMasterKeyID",
            RULE + "BucketKeyEnabled"),
        Operation.read("ListObjectsV2", this::list, "Bucket", "Prefix", "MaxKeys", "EncodingType"),
        Operation.read("GetObject", this::get, "Bucket", "Key"));
  }

  private Struct create(Call call) {
    String name = call.params().required("Bucket");
    if (!NAME.matcher(name).matches()) {
      throw ErrorWords.error("bucket-name-invalid");
    }
    Optional<String> constraint =
        call.params()
            .struct("CreateBucketConfiguration")
            .flatMap(configuration -> configuration.text("LocationConstraint"));
    if (!constraint.orElse(DEFAULT_REGION).equals(call.region())
        || constraint.filter(DEFAULT_REGION::equals).isPresent()) {
      throw ErrorWords.error("bucket-location-illegal", constraint.orElse("unspecified"));
    }
    SimulatedBucket made = SimulatedBucket.empty(name, call.accountId(), call.region());
    Optional<SimulatedBucket> before = Optional.ofNullable(s3.buckets().putIfAbsent(name, made));
    if (before.isPresent()) {
      throw ErrorWords.error(
          before.get().accountId().equals(call.accountId())
              ? "bucket-already-owned"
              : "bucket-already-exists");
    }
    return Struct.empty().with("Location", "/" + name);
  }

  private SimulatedBucket bucket(Call call) {
    return s3.existing(call.params().required("Bucket"), call.accountId(), call.region());
  }

  private Struct delete(Call call) {
    SimulatedBucket bucket = bucket(call);
    if (!bucket.objects().isEmpty()) {
      throw ErrorWords.error("bucket-not-empty");
    }
    s3.buckets().remove(bucket.name());
    return Struct.empty();
  }

  private Struct head(Call call) {
    return Struct.empty().with("BucketRegion", bucket(call).region());
  }

  /** It works from any region; the first region has no name here [D]. */
  private Struct location(Call call) {
    String name = call.params().required("Bucket");
    SimulatedBucket bucket = Optional.ofNullable(s3.buckets().get(name)).orElseThrow(S3::missing);
    SimulatedBucket own = s3.existing(name, call.accountId(), bucket.region());
    return Struct.empty()
        .with("LocationConstraint", own.region().equals(DEFAULT_REGION) ? "" : own.region());
  }

  private Struct encryption(Call call) {
    Encryption encryption = bucket(call).encryption();
    return Struct.empty()
        .with(
            "Rule",
            List.of(
                Struct.empty()
                    .with(
                        "ApplyServerSideEncryptionByDefault",
                        Struct.empty()
                            .with("SSEAlgorithm", encryption.algorithm())
                            .with("KMSMasterKeyID", encryption.kmsKeyId()))
                    .with("BucketKeyEnabled", false)));
  }

  private Struct encrypt(Call call) {
    SimulatedBucket bucket = bucket(call);
    List<Params> rules =
        call.params()
            .struct("ServerSideEncryptionConfiguration")
            .map(configuration -> configuration.structs("Rule"))
            .orElse(List.of());
    Params byDefault =
        (rules.size() == 1 ? Optional.of(rules.getFirst()) : Optional.<Params>empty())
            .flatMap(rule -> rule.struct("ApplyServerSideEncryptionByDefault"))
            .orElseThrow(S3Actions::malformed);
    String algorithm = byDefault.text("SSEAlgorithm").orElseThrow(S3Actions::malformed);
    Optional<String> key = byDefault.text("KMSMasterKeyID").filter(id -> !id.isEmpty());
    boolean withKms = algorithm.equals(Encryption.KMS);
    if (!withKms && !(algorithm.equals(Encryption.DEFAULT.algorithm()) && key.isEmpty())) {
      throw malformed();
    }
    if (key.filter(id -> kms.arnOf(call.accountId(), call.region(), id).isEmpty()).isPresent()) {
      throw ErrorWords.error("bucket-key-missing", key.get());
    }
    s3.buckets().put(bucket.name(), bucket.with(new Encryption(algorithm, key)));
    return Struct.empty();
  }

  private static AwsError malformed() {
    return ErrorWords.error("s3-malformed-xml");
  }

  private Struct list(Call call) {
    SimulatedBucket bucket = bucket(call);
    String prefix = call.params().text("Prefix").orElse("");
    int size = call.params().integer("MaxKeys").orElse(MAX_KEYS);
    List<Map.Entry<String, StoredObject>> found =
        bucket.objects().entrySet().stream()
            .filter(object -> object.getKey().startsWith(prefix))
            .toList();
    Stream<Struct> contents =
        found.stream()
            .limit(size)
            .map(object ->
                Struct.empty()
                    .with("Key", object.getKey())
                    .with("LastModified", object.getValue().modifiedAt())
                    .with("Size", object.getValue().text().getBytes(StandardCharsets.UTF_8).length)
                    .with("StorageClass", "STANDARD"));
    return Struct.empty()
        .with("Name", bucket.name())
        .with("Prefix", prefix)
        .with("KeyCount", Math.min(size, found.size()))
        .with("MaxKeys", size)
        .with("IsTruncated", found.size() > size)
        .with("Contents", contents);
  }

  private Struct get(Call call) {
    StoredObject object =
        Optional.ofNullable(bucket(call).objects().get(call.params().required("Key")))
            .orElseThrow(() -> ErrorWords.error("object-missing"));
    return Struct.empty().with("Body", object.text()).with("LastModified", object.modifiedAt());
  }
}
