package io.ssmenv.cli.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The credentials of kube-apiserver for users and service accounts, generated for each run.
 *
 * @param token bearer token of the cluster administrator
 * @param tokenFile kube-apiserver's {@code --token-auth-file}
 * @param signingKeyFile private key that signs service account tokens
 * @param verifyingKeyFile public key that verifies service account tokens
 */
record ServerCredentials(String token, Path tokenFile, Path signingKeyFile, Path verifyingKeyFile) {

  private static final int TOKEN_BYTES = 24;

  /** Writes the files to a directory that only the current user can read. */
  static ServerCredentials create(Path directory) throws IOException {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    Path tokenFile = directory.resolve("tokens.csv");
    Files.writeString(tokenFile, token + ",admin,admin,\"system:masters\"\n");
    KeyPair keys = keyPair();
    Path signingKeyFile = directory.resolve("service-account.key");
    Files.writeString(signingKeyFile, pem("PRIVATE KEY", keys.getPrivate()));
    Path verifyingKeyFile = directory.resolve("service-account.pub");
    Files.writeString(verifyingKeyFile, pem("PUBLIC KEY", keys.getPublic()));
    return new ServerCredentials(token, tokenFile, signingKeyFile, verifyingKeyFile);
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime does not support elliptic curve keys", e);
    }
  }

  private static String pem(String label, Key key) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text);
  }

  /** Without the token, because records are printed in logs. */
  @Override
  public String toString() {
    return "ServerCredentials[" + tokenFile.getParent() + "]";
  }
}
