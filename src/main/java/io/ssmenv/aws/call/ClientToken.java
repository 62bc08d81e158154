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
 * for each incarnation of a resource, because AWS keeps a token longer than its resource.
 */
public final class ClientToken {

  private ClientToken() {}

  /**
   * The token for one attempt to create a resource.
   *
   * @param referredTo the ids of the referenced resources
   * @param incarnation how many earlier resources with this key have come to their end
   * @return 64 hexadecimal digits, the maximum that AWS accepts
   */
  public static String of(
      Owner owner, Resource resource, List<String> referredTo, int incarnation) {
    String parts =
        String.join(
            "\n",
            owner.cluster(),
            owner.uid(),
            resource.key().value(),
            resource.toString(),
            String.join(",", referredTo),
            String.valueOf(incarnation));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(parts.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform supports SHA-256", e);
    }
  }
}
