package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The VPC endpoints of {@link Pattern#PRIVATE_ENDPOINTS}, besides {@code ssm} and {@code
 * ssmmessages}, which always exist.
 *
 * @param ec2messages Auto if absent
 * @param s3Gateway true if absent
 * @param additional short service names such as {@code logs} or {@code ecr.dkr}, each with an
 *     interface endpoint; none if absent
 * @param provided whether others have all endpoints that the instances need; false if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "additional=set")
@ValidationRule(
    value =
        "!has(self.additional) || self.additional.all(s,"
            + " s.matches('^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$') && !s.startsWith('com.'))",
    fieldPath = ".additional",
    message =
        "spec.connectivity.endpoints.additional must have short names of AWS services, such as logs"
            + " or ecr.dkr, because the operator adds the region: write logs for"
            + " com.amazonaws.eu-west-1.logs")
@ValidationRule(
    value =
        "!has(self.additional) || self.additional.all(s,"
            + " !(s in ['ssm', 'ssmmessages', 'ec2messages', 's3']))",
    fieldPath = ".additional",
    message =
        "spec.connectivity.endpoints.additional must not repeat ssm, ssmmessages, ec2messages or"
            + " s3: the first two always have an endpoint, and the fields ec2messages and s3Gateway"
            + " configure the others")
@ValidationRule(
    value =
        "!has(self.provided) || !self.provided || (!has(self.additional) && !has(self.ec2messages)"
            + " && !has(self.s3Gateway))",
    fieldPath = ".provided",
    message =
        "spec.connectivity.endpoints.provided says that the operator builds no endpoints: remove"
            + " ec2messages, s3Gateway and additional")
public record Endpoints(
    @JsonPropertyDescription(
            "Auto (the default): an endpoint for ec2messages if the region offers it, because agents"
                + " before 3.3.40.0 need it. Never: no endpoint.")
        @Nullable Ec2Messages ec2messages,
    @JsonPropertyDescription(
            "Whether to create a gateway endpoint for S3, which has the agent updates and the AL2023"
                + " packages. It is free of charge. Default: true.")
        @Nullable Boolean s3Gateway,
    @Size(max = 40)
        @JsonPropertyDescription(
            "The short names of further services with an interface endpoint, such as logs, kms or"
                + " ec2. Default: none.")
        @Nullable List<@Size(max = 64) String> additional,
    @JsonPropertyDescription(
            "If true, the operator builds no endpoints, because the instances reach those of somebody"
                + " else, through peering, a transit gateway or private zones. Only valid with"
                + " spec.network.existing. Default: false.")
        @Nullable Boolean provided) {

  public Endpoints {
    additional = additional == null ? null : List.copyOf(additional);
  }

  /** The policy for {@code ec2messages}; Auto by default. */
  public Ec2Messages ec2messagesOrDefault() {
    return ec2messages == null ? Ec2Messages.AUTO : ec2messages;
  }

  /** Whether the operator builds no endpoints; false by default. */
  public boolean providedOrDefault() {
    return provided != null && provided;
  }

  /** Whether there is an S3 gateway endpoint; true by default. */
  public boolean s3GatewayOrDefault() {
    return s3Gateway == null || s3Gateway;
  }

  /** The short names of further services; none by default. */
  public List<String> additionalOrDefault() {
    return additional == null ? List.of() : additional;
  }
}
