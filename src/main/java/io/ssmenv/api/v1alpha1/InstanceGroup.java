package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A group of equal instances.
 *
 * @param name a DNS label, unique in the environment
 * @param count 0 to 50, where 0 keeps everything except the instances; 1 if absent
 * @param type EC2 instance type; {@value #DEFAULT_TYPE} if absent
 * @param image the newest Amazon Linux 2023 for x86_64 if absent
 * @param rebootWhenUnreachable whether an instance whose agent sleeps is rebooted; false if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.name.matches('^[a-z]([a-z0-9-]*[a-z0-9])?$')",
    fieldPath = ".name",
    message =
        "the name of an instance group must consist of lower-case letters, digits and hyphens, start"
            + " with a letter and not end with a hyphen, because it becomes part of AWS names")
@ValidationRule(
    value = "!has(self.type) || self.type.matches('^[a-z][a-z0-9-]*[.][a-z0-9-]+$')",
    fieldPath = ".type",
    message = "the type of an instance must be an EC2 instance type, such as t3.micro")
public record InstanceGroup(
    @Required
        @Size(min = 1, max = 32)
        @JsonPropertyDescription(
            "The name of the group, unique in the environment. The instances have the names <name>-0,"
                + " <name>-1 and so on. Renaming replaces them.")
        String name,
    @Min(0)
        @Max(50)
        @JsonPropertyDescription(
            "The number of instances in this group; 0 keeps everything except the instances. Default:"
                + " 1.")
        @Nullable Integer count,
    @Size(max = 64)
        @JsonPropertyDescription(
            "The EC2 instance type. A change replaces the instances one by one. Default: t3.micro.")
        @Nullable String type,
    @JsonPropertyDescription(
            "The machine image, which must contain the SSM agent. A change replaces the instances one"
                + " by one."
                + " Default: Amazon Linux 2023 for x86_64.")
        @Nullable Image image,
    @JsonPropertyDescription(
            "Whether the operator reboots an instance whose agent started before its connection to"
                + " Systems Manager was in place, and therefore sleeps: once for each connection, and one"
                + " instance at a time. Default: false.")
        @Nullable Boolean rebootWhenUnreachable) {

  public static final String DEFAULT_TYPE = "t3.micro";

  /** The number of instances, 0 to 50; 1 by default. */
  public int countOrDefault() {
    return count == null ? 1 : count;
  }

  /** The EC2 instance type; {@value #DEFAULT_TYPE} by default. */
  public String typeOrDefault() {
    return type == null ? DEFAULT_TYPE : type;
  }

  /** The image; {@link Image#DEFAULT} by default. */
  public Image imageOrDefault() {
    return image == null ? Image.DEFAULT : image;
  }

  /** Whether an instance whose agent sleeps is rebooted; false by default. */
  public boolean rebootWhenUnreachableOrDefault() {
    return rebootWhenUnreachable != null && rebootWhenUnreachable;
  }

  /** The names of the single instances: {@code app-0}, {@code app-1}, … */
  public List<String> instanceNames() {
    return IntStream.range(0, countOrDefault()).mapToObj(this::instanceName).toList();
  }

  /** The name of one of them. */
  public String instanceName(int index) {
    return name + "-" + index;
  }
}
