package io.ssmenv.plan;

import io.ssmenv.topology.Key;
import java.util.Map;

/**
 * What holds steps back besides the graph.
 *
 * @param names whether the names of Systems Manager have led over the present path long enough for
 *     resolvers to have forgotten where they led before
 * @param path whether the agents have answered over the present path
 * @param holds resources that must not be created yet, each with a sentence that says until when
 *     and why
 */
public record Guards(Evidence names, Evidence path, Map<Key, String> holds) {

  /** Nothing is held back. */
  public static final Guards NONE = new Guards(Evidence.GIVEN, Evidence.GIVEN, Map.of());

  public Guards {
    holds = Map.copyOf(holds);
  }

  /**
   * @param given whether there is no doubt
   * @param sentence what is missing for it
   */
  public record Evidence(boolean given, String sentence) {
    public static final Evidence GIVEN = new Evidence(true, "");
  }
}
