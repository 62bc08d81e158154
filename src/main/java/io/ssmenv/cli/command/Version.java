package io.ssmenv.cli.command;

import io.ssmenv.build.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: version and commit. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {BuildInfo.current().message()};
  }
}
