package io.ssmenv.aws.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a session is for: the session document of AWS, with its parameters [D]. */
public sealed interface SessionKind {

  /**
   * A shell.
   *
   * @param document with its preferences; those of the account if it is empty
   */
  record Shell(Optional<String> document) implements SessionKind {

    @Override
    public SequencedMap<String, String> values() {
      return new TreeMap<>();
    }
  }

  /** A local port that leads to a port of the instance. */
  record PortForward(int local, int remote) implements SessionKind {

    @Override
    public Optional<String> document() {
      return Optional.of("AWS-StartPortForwardingSession");
    }

    @Override
    public SequencedMap<String, String> values() {
      return new TreeMap<>(
          Map.of("portNumber", String.valueOf(remote), "localPortNumber", String.valueOf(local)));
    }
  }

  /** A local port that leads to a host behind the instance. */
  record HostForward(int local, String host, int remote) implements SessionKind {

    @Override
    public Optional<String> document() {
      return Optional.of("AWS-StartPortForwardingSessionToRemoteHost");
    }

    @Override
    public SequencedMap<String, String> values() {
      return new TreeMap<>(
          Map.of(
              "host",
              host,
              "portNumber",
              String.valueOf(remote),
              "localPortNumber",
              String.valueOf(local)));
    }
  }

  /** The connection of an SSH client, over standard input and output. */
  record Ssh(int port) implements SessionKind {

    @Override
    public Optional<String> document() {
      return Optional.of("AWS-StartSSHSession");
    }

    @Override
    public SequencedMap<String, String> values() {
      return new TreeMap<>(Map.of("portNumber", String.valueOf(port)));
    }
  }

  /** The document; empty for the one that Session Manager uses by default. */
  Optional<String> document();

  /** The parameters of the document, sorted by name. */
  SequencedMap<String, String> values();

  /** The parameters as the API wants them. */
  default Map<String, List<String>> parameters() {
    return values().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
  }

  /** The command of AWS CLI that starts the same session. */
  default String awsCli(String region, String instance) {
    String command = "aws ssm start-session --region " + region + " --target " + instance;
    return document()
        .map(name -> command + " --document-name " + name + shorthand())
        .orElse(command);
  }

  private String shorthand() {
    return values().isEmpty()
        ? ""
        : values().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(",", " --parameters ", ""));
  }
}
