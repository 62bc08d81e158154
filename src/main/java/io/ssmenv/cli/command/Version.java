package io.ssmenv.cli.command;

import io.ssmenv.build.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** Prints the version and the commit for {@code --version}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {BuildInfo.current().message()};
  }
}
