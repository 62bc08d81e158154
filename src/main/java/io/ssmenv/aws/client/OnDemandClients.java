package io.ssmenv.aws.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private final Function<String, S3Client> newS3;
  private Optional<CloudWatchLogsClient> logs = Optional.empty();
  private Optional<KmsClient> kms = Optional.empty();
  private final Map<String, S3Client> s3 = new HashMap<>();

  OnDemandClients(
      Supplier<CloudWatchLogsClient> newLogs,
      Supplier<KmsClient> newKms,
      Function<String, S3Client> newS3) {
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

  /** The client for the buckets of a region. */
  public synchronized S3Client s3(String region) {
    return s3.computeIfAbsent(region, newS3);
  }

  /** Closes those that were created. */
  @Override
  public synchronized void close() {
    logs.ifPresent(CloudWatchLogsClient::close);
    kms.ifPresent(KmsClient::close);
    s3.values().forEach(S3Client::close);
  }
}
