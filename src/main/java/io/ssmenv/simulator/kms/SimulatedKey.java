package io.ssmenv.simulator.kms;

import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A symmetric key.
 *
 * @param state {@code Enabled}, {@code Disabled} or {@code PendingDeletion}
 * @param deletedAt when it will be deleted
 */
record SimulatedKey(
    String accountId,
    String id,
    String arn,
    String description,
    Instant createdAt,
    String state,
    Optional<Instant> deletedAt,
    Map<String, String> tags) {
  static final String ENABLED = "Enabled";
  static final String DISABLED = "Disabled";
  static final String PENDING_DELETION = "PendingDeletion";

  SimulatedKey {
    tags = Map.copyOf(tags);
  }

  SimulatedKey withState(String changed, Optional<Instant> deletion) {
    return new SimulatedKey(accountId, id, arn, description, createdAt, changed, deletion, tags);
  }

  boolean isEnabled() {
    return state.equals(ENABLED);
  }

  Struct metadata() {
    Struct metadata =
        Struct.empty()
            .with("AWSAccountId", accountId)
            .with("KeyId", id)
            .with("Arn", arn)
            .with("CreationDate", createdAt)
            .with("Enabled", isEnabled())
            .with("Description", description)
            .with("KeyUsage", "ENCRYPT_DECRYPT")
            .with("KeyState", state)
            .with("Origin", "AWS_KMS")
            .with("KeyManager", "CUSTOMER")
            .with("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
            .with("KeySpec", "SYMMETRIC_DEFAULT")
            .with("EncryptionAlgorithms", Value.texts(List.of("SYMMETRIC_DEFAULT")))
            .with("MultiRegion", false);
    deletedAt.ifPresent(at -> metadata.with("DeletionDate", at));
    return metadata;
  }
}
