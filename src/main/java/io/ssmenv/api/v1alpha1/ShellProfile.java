package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands with which each shell begins.
 *
 * @param linux for instances with Linux
 * @param windows for instances with Windows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(!has(self.linux) || !self.linux.contains('{{'))"
            + " && (!has(self.windows) || !self.windows.contains('{{'))",
    message =
        "spec.sessions.shellProfile must not contain {{, which Systems Manager replaces in documents")
public record ShellProfile(
    @Size(max = 512)
        @JsonPropertyDescription("Commands for Linux, such as cd /srv && exec bash. Default: none.")
        @Nullable String linux,
    @Size(max = 512) @JsonPropertyDescription("Commands for PowerShell on Windows. Default: none.")
        @Nullable String windows) {

  /** No commands. */
  public static final ShellProfile NONE = new ShellProfile(null, null);

  /** The commands for Linux, if there are any. */
  public Optional<String> forLinux() {
    return Optional.ofNullable(linux);
  }

  /** The commands for Windows, if there are any. */
  public Optional<String> forWindows() {
    return Optional.ofNullable(windows);
  }
}
