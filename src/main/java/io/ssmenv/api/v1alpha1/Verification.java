package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator verifies on the instances themselves.
 *
 * <p>The addresses become part of a command, so they have no character that a shell expands.
 *
 * @param egress whether the address that the Internet sees is verified; false if absent
 * @param interval such as {@code 30m} or {@code 1h}, 5 min to 24 h; 1 h if absent
 * @param addressServices the services that return the caller's address; {@link
 *     #DEFAULT_ADDRESS_SERVICES} if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "addressServices=set")
@ValidationRule(
    value =
        "!has(self.interval) || (self.interval.matches('"
            + WholeDuration.SYNTAX
            + "')"
            + " && duration(self.interval) >= duration('5m')"
            + " && duration(self.interval) <= duration('24h'))",
    fieldPath = ".interval",
    message =
        "spec.verification.interval must be a duration in hours, minutes and seconds, such as 30m or"
            + " 1h, from 5m to 24h")
@ValidationRule(
    value =
        "!has(self.addressServices) || self.addressServices.all(s, s.matches('"
            + Verification.ADDRESS_SERVICE
            + "'))",
    fieldPath = ".addressServices",
    message =
        "spec.verification.addressServices must be URLs of services that return the address of the"
            + " caller as plain text, such as https://checkip.amazonaws.com/, without a query")
@ValidationRule(
    value =
        "!has(self.addressServices) || !self.addressServices.exists(s, s.matches('"
            + Verification.PRIVATE_HOST
            + "'))",
    fieldPath = ".addressServices",
    message =
        "spec.verification.addressServices must be on the Internet: no private, link-local or"
            + " loopback address, and no name in localhost, local or internal")
public record Verification(
    @JsonPropertyDescription(
            "If true, the operator asks each online instance with a command of Systems Manager which"
                + " address the Internet sees of it, and compares the answer with the pattern: its"
                + " Elastic IP, an address of the NAT gateways, or none. Default: false.")
        @Nullable Boolean egress,
    @Size(max = 16)
        @JsonPropertyDescription(
            "How often each instance is asked, from 5m to 24h; also after each change of the"
                + " connection. Default: 1h.")
        @Nullable String interval,
    @Size(min = 2, max = 5)
        @JsonPropertyDescription(
            "The URLs of services that return the address of the caller as plain text. At least two,"
                + " because one alone may be out of order. Default: https://checkip.amazonaws.com/,"
                + " https://api.ipify.org/ and https://icanhazip.com/.")
        @Nullable List<@Size(max = 200) String> addressServices) {

  /** A regular expression for Java and for RE2: nothing that a shell would expand or split. */
  public static final String ADDRESS_SERVICE =
      "^https?://(([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]([a-z0-9-]*[a-z0-9])?"
          + "|((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]){3}"
          + "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]))"
          + "(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$";

  /**
   * URLs that only the instance can reach, such as its metadata service: addresses that the
   * Internet does not route, and names of private networks.
   */
  public static final String PRIVATE_HOST =
      "^https?://((0|10|127|22[4-9]|2[345][0-9]|100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])"
          + "|169[.]254|172[.](1[6-9]|2[0-9]|3[01])|192[.]0[.]0|192[.]168|198[.]1[89])[.][0-9.]+"
          + "|[a-z0-9.-]+[.](localhost|local|internal))([:/]|$)";

  public static final Duration DEFAULT_INTERVAL = Duration.ofHours(1);

  /** Of three operators, who do not depend on each other. */
  public static final List<String> DEFAULT_ADDRESS_SERVICES =
      List.of("https://checkip.amazonaws.com/", "https://api.ipify.org/", "https://icanhazip.com/");

  /** Nothing is verified. */
  public static final Verification NONE = new Verification(null, null, null);

  public Verification {
    addressServices = addressServices == null ? null : List.copyOf(addressServices);
  }

  /** Whether the address that the Internet sees is verified; false by default. */
  public boolean egressOrDefault() {
    return egress != null && egress;
  }

  /**
   * How often each instance is asked; 1 h by default.
   *
   * @throws IllegalArgumentException if it is not a duration, which the API server rejects
   */
  public Duration intervalOrDefault() {
    return interval == null ? DEFAULT_INTERVAL : WholeDuration.parse(interval);
  }

  /** The services that return the caller's address. */
  public List<String> addressServicesOrDefault() {
    return addressServices == null ? DEFAULT_ADDRESS_SERVICES : addressServices;
  }
}
