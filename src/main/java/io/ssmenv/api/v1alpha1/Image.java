package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * A machine image, with exactly one of the two components.
 *
 * @param parameter an SSM parameter whose value is an image id; resolved once, and again only when
 *     the spec changes
 * @param id an image id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.parameter) != has(self.id)",
    message = "an image must have exactly one of parameter and id")
@ValidationRule(
    value =
        "!has(self.parameter) || self.parameter.matches('^/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*$')",
    fieldPath = ".parameter",
    message =
        "the parameter of an image must be the name of an SSM parameter, such as"
            + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
@ValidationRule(
    value = "!has(self.id) || self.id.matches('^ami-([0-9a-f]{8}|[0-9a-f]{17})$')",
    fieldPath = ".id",
    message = "the id of an image must be an AMI id: ami- and 8 or 17 hexadecimal digits")
public record Image(
    @Size(max = 1011)
        @JsonPropertyDescription(
            "The SSM parameter with the id of the image. It is resolved once: a newer image in the"
                + " same parameter replaces no instance.")
        @Nullable String parameter,
    @Size(max = 21) @JsonPropertyDescription("The id of the image, such as ami-0123456789abcdef0.")
        @Nullable String id) {

  /** Amazon Linux 2023 for x86_64, as AWS publishes it in every region. */
  public static final Image DEFAULT =
      new Image("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", null);

  /**
   * The id of the image, which starts with {@code ami-}, or its SSM parameter.
   *
   * @throws IllegalStateException if it has neither, which the API server rejects
   */
  public String source() {
    if (id != null) {
      return id;
    }
    if (parameter != null) {
      return parameter;
    }
    throw new IllegalStateException("an image must have exactly one of parameter and id");
  }
}
