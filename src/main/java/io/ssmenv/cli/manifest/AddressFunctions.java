package io.ssmenv.cli.manifest;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The functions for addresses that Kubernetes adds to CEL. [D] An address and a range are strings
 * here, which a rule cannot notice.
 *
 * <p>https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library
 */
final class AddressFunctions {

  private AddressFunctions() {}

  static List<CelFunctionDecl> declarations() {
    return List.of(
        global("isIP", SimpleType.BOOL),
        global("isCIDR", SimpleType.BOOL),
        global("cidr", SimpleType.DYN),
        CelFunctionDecl.newFunctionDeclaration(
            "ip",
            CelOverloadDecl.newGlobalOverload("ip", SimpleType.DYN, SimpleType.DYN),
            CelOverloadDecl.newMemberOverload("cidr_ip", SimpleType.DYN, SimpleType.DYN)),
        member("family", SimpleType.INT),
        member("masked", SimpleType.DYN),
        member("prefixLength", SimpleType.INT),
        CelFunctionDecl.newFunctionDeclaration(
            "containsIP",
            CelOverloadDecl.newMemberOverload(
                "containsIP", SimpleType.BOOL, SimpleType.DYN, SimpleType.DYN)),
        CelFunctionDecl.newFunctionDeclaration(
            "containsCIDR",
            CelOverloadDecl.newMemberOverload(
                "containsCIDR", SimpleType.BOOL, SimpleType.DYN, SimpleType.DYN)));
  }

  private static CelFunctionDecl global(String name, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newGlobalOverload(name, result, SimpleType.DYN));
  }

  private static CelFunctionDecl member(String name, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newMemberOverload(name, result, SimpleType.DYN));
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("isIP", String.class, text -> address(text).isPresent()),
        CelFunctionBinding.from("isCIDR", String.class, text -> Range.of(text).isPresent()),
        CelFunctionBinding.from("cidr", String.class, text -> range(text).toString()),
        CelFunctionBinding.from("ip", String.class, text -> required(text).getHostAddress()),
        CelFunctionBinding.from(
            "cidr_ip", String.class, text -> range(text).address().getHostAddress()),
        CelFunctionBinding.from("family", String.class, AddressFunctions::family),
        CelFunctionBinding.from("masked", String.class, text -> range(text).masked().toString()),
        CelFunctionBinding.from("prefixLength", String.class, text -> (long) range(text).prefix()),
        CelFunctionBinding.from(
            "containsIP",
            String.class,
            String.class,
            (text, other) -> {
              InetAddress address = required(other);
              return range(text).contains(new Range(address, address.getAddress().length * 8));
            }),
        CelFunctionBinding.from(
            "containsCIDR",
            String.class,
            String.class,
            (text, other) -> range(text).contains(range(other))));
  }

  private static long family(String address) {
    return required(address).getAddress().length == 4 ? 4 : 6;
  }

  private static InetAddress required(String text) {
    return address(text).orElseThrow(() -> new IllegalArgumentException(text + " is no address"));
  }

  private static Range range(String text) {
    return Range.of(text).orElseThrow(() -> new IllegalArgumentException(text + " is no range"));
  }

  /** Four decimal numbers without leading zeros, or an IPv6 address. */
  private static Optional<InetAddress> address(String text) {
    boolean plain =
        text.contains(":")
            ? !text.contains("%") && !text.contains(".")
            : text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    try {
      return plain ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A range of addresses. */
  private record Range(InetAddress address, int prefix) {

    static Optional<Range> of(String text) {
      int slash = text.indexOf('/');
      if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
        return Optional.empty();
      }
      int prefix = Integer.parseInt(text.substring(slash + 1));
      return AddressFunctions.address(text.substring(0, slash))
          .filter(address -> prefix <= address.getAddress().length * 8)
          .map(address -> new Range(address, prefix));
    }

    private BigInteger network() {
      int hostBits = address.getAddress().length * 8 - prefix;
      return new BigInteger(1, address.getAddress()).shiftRight(hostBits).shiftLeft(hostBits);
    }

    Range masked() {
      byte[] bytes = new byte[address.getAddress().length];
      byte[] network = network().toByteArray();
      int length = Math.min(network.length, bytes.length);
      System.arraycopy(network, network.length - length, bytes, bytes.length - length, length);
      try {
        return new Range(InetAddress.getByAddress(bytes), prefix);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("An address has 4 or 16 bytes", e);
      }
    }

    boolean contains(Range other) {
      return other.address.getAddress().length == address.getAddress().length
          && other.prefix >= prefix
          && new Range(other.address, prefix).network().equals(network());
    }

    @Override
    public String toString() {
      return address.getHostAddress() + "/" + prefix;
    }
  }
}
