package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import java.util.Map;

/**
 * What holds steps back besides the graph.
 *
 * @param path whether the agents have answered over the present path
 * @param holds resources that must not be created yet, each with a sentence that says until when
 *     and why
 */
public record Guards(Evidence path, Map<Key, String> holds) {

  /** Nothing is held back. */
  public static final Guards NONE = new Guards(new Evidence(true, ""), Map.of());

  public Guards {
    holds = Map.copyOf(holds);
  }

  /**
   * @param given whether every instance answered since the path last changed
   * @param sentence what is missing for it
   */
  public record Evidence(boolean given, String sentence) {}
}
