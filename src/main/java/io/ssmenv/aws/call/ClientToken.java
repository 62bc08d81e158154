package io.ssmenv.aws.call;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The client token of a create call. It is the same for the same attempt in every process, so AWS
 * recognizes an attempt whose response was lost in a crash. It differs for other parameters, and
 * for the successor of a dead resource, because AWS keeps a token longer than its resource.
 */
public final class ClientToken {

  private ClientToken() {}

  /**
   * The token for one attempt to create a resource.
   *
   * @param referredTo the ids of the referenced resources
   * @param predecessorId the id of the dead predecessor, or empty
   * @return 64 hexadecimal digits, the maximum that AWS accepts
   */
  public static String of(
      Owner owner, Resource resource, List<String> referredTo, String predecessorId) {
    String parts =
        String.join(
            "\n",
            owner.cluster(),
            owner.uid(),
            resource.key().value(),
            resource.toString(),
            String.join(",", referredTo),
            predecessorId);
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(parts.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform supports SHA-256", e);
    }
  }
}
