package io.ssmenv.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.topology.ImmutableCopy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environments of which one operator takes care, while others take care of the rest.
 *
 * @param namespaces all if empty
 * @param selector of the labels; all if empty
 */
record OperatorShare(Set<String> namespaces, Optional<LabelSelector> selector) {

  private static final String LEASE = "ssmenv-operator";

  /** Ten digits tell 1,000 shares of a cluster apart, and leave a name that a person can type. */
  private static final int DIGITS = 10;

  OperatorShare {
    namespaces = ImmutableCopy.of(new TreeSet<>(namespaces));
  }

  /** Whether the labels of an environment in one of the namespaces match. */
  boolean selects(Map<String, String> labels) {
    return selector.map(one -> one.matches(labels)).orElse(true);
  }

  /**
   * The lease of the election among the replicas with this share: {@code ssmenv-operator}, followed
   * by the beginning of the SHA-256 of {@link #flags}, if there are any.
   */
  String leaseName() {
    return flags().isEmpty() ? LEASE : LEASE + "-" + digest(flags());
  }

  private static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The flags that make this share, the same for each order in which they were given. */
  String flags() {
    StringBuilder flags = new StringBuilder();
    namespaces.forEach(name -> flags.append(" --namespace=").append(name));
    selector.ifPresent(one -> flags.append(" --selector=").append(one));
    return flags.toString().strip();
  }
}
