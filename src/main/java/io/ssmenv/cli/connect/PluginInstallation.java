package io.ssmenv.cli.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;

/** How to install the session-manager-plugin on a system, as AWS documents it [D]. */
final class PluginInstallation {

  private static final String DOWNLOADS =
      "https://s3.amazonaws.com/session-manager-downloads/plugin/latest/";
  private static final String GUIDE =
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
          + "session-manager-working-with-install-plugin.html";

  private PluginInstallation() {}

  /** For this system. */
  static String here() {
    return on(System.getProperty("os.name"), System.getProperty("os.arch"), Files::exists);
  }

  static String on(String system, String architecture, Predicate<Path> exists) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
    if (name.startsWith("mac")) {
      return "brew install --cask session-manager-plugin";
    }
    if (name.startsWith("linux") && exists.test(Path.of("/etc/debian_version"))) {
      return "curl -fO "
          + DOWNLOADS
          + (arm ? "ubuntu_arm64" : "ubuntu_64bit")
          + "/session-manager-plugin.deb && sudo dpkg -i session-manager-plugin.deb";
    }
    if (name.startsWith("linux") && exists.test(Path.of("/usr/bin/rpm"))) {
      return "sudo yum install -y "
          + DOWNLOADS
          + (arm ? "linux_arm64" : "linux_64bit")
          + "/session-manager-plugin.rpm";
    }
    return "see " + GUIDE;
  }
}
