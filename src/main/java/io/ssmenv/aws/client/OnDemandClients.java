package io.ssmenv.aws.client;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Clients that few environments need. Each is created when it is first used, because the classes of
 * a client take memory and time.
 */
public final class OnDemandClients implements AutoCloseable {

  private final Supplier<CloudWatchLogsClient> newLogs;
  private final Supplier<KmsClient> newKms;
  private final Supplier<S3Client> newS3;
  private Optional<CloudWatchLogsClient> logs = Optional.empty();
  private Optional<KmsClient> kms = Optional.empty();
  private Optional<S3Client> s3 = Optional.empty();

  OnDemandClients(
      Supplier<CloudWatchLogsClient> newLogs,
      Supplier<KmsClient> newKms,
      Supplier<S3Client> newS3) {
    this.newLogs = newLogs;
    this.newKms = newKms;
    this.newS3 = newS3;
  }

  public synchronized CloudWatchLogsClient logs() {
    CloudWatchLogsClient client = logs.orElseGet(newLogs);
    logs = Optional.of(client);
    return client;
  }

  public synchronized KmsClient kms() {
    KmsClient client = kms.orElseGet(newKms);
    kms = Optional.of(client);
    return client;
  }

  public synchronized S3Client s3() {
    S3Client client = s3.orElseGet(newS3);
    s3 = Optional.of(client);
    return client;
  }

  /** Closes those that were created. */
  @Override
  public synchronized void close() {
    logs.ifPresent(CloudWatchLogsClient::close);
    kms.ifPresent(KmsClient::close);
    s3.ifPresent(S3Client::close);
  }
}
