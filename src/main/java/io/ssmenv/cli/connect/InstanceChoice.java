package io.ssmenv.cli.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Selects the instance of a session, and asks the person if there are several. */
final class InstanceChoice {

  private final SessionContext context;
  private final PrintWriter questions;

  /**
   * @param questions not the output, which may be a file
   */
  InstanceChoice(SessionContext context, PrintWriter questions) {
    this.context = context;
    this.questions = questions;
  }

  /**
   * Returns the instance.
   *
   * @param wanted its name or id, if the person has given one
   * @throws IllegalArgumentException with a message for users, if it is not clear
   */
  FoundInstance of(FoundEnvironment environment, Optional<String> wanted) throws IOException {
    if (wanted.isPresent()) {
      return environment.instance(wanted.orElseThrow());
    }
    List<FoundInstance> instances = environment.instances();
    if (instances.size() == 1) {
      return instances.getFirst();
    }
    if (!context.terminal().getAsBoolean()) {
      throw new IllegalArgumentException(
          "%s has %d instances. Name one of: %s"
              .formatted(
                  environment.qualifiedName(), instances.size(), environment.instanceNames()));
    }
    return ask(instances);
  }

  private FoundInstance ask(List<FoundInstance> instances) throws IOException {
    for (int i = 0; i < instances.size(); i++) {
      FoundInstance one = instances.get(i);
      questions.println("%3d  %s  %s".formatted(i + 1, one, one.pingStatus()));
    }
    questions.print("Number of the instance (1-%d): ".formatted(instances.size()));
    questions.flush();
    String answer = line(context.input()).strip();
    return instances.stream()
        .filter(one -> answer.equals(String.valueOf(instances.indexOf(one) + 1)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is not a number from 1 to %d".formatted(answer, instances.size())));
  }

  /** Byte by byte: what follows the line is for the session. */
  private static String line(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = input.read(); one >= 0 && one != '\n'; one = input.read()) {
      line.write(one);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
