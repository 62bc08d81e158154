package io.ssmenv.diagnosis;

import java.util.Optional;

/** What is known of a hop. All texts are sentences without their last period. */
public sealed interface Verdict {

  /** What is there. */
  String why();

  /** It lets the agent through. */
  record Ok(String why) implements Verdict {}

  /**
   * It stops the agent.
   *
   * @param remedy what mends it
   */
  record Broken(String why, String remedy) implements Verdict {}

  /**
   * There is no evidence, or it does not decide.
   *
   * @param checked what other hops say, for a reader who does not see them
   * @param remedy what to look at or to change; empty if only the evidence is missing
   */
  record Unknown(String why, Optional<String> checked, Optional<String> remedy) implements Verdict {
    public Unknown(String why) {
      this(why, Optional.empty(), Optional.empty());
    }
  }

  /** The same with an addition at the end of its sentences. */
  default Verdict with(String addition) {
    return switch (this) {
      case Ok(String why) -> new Ok(why + addition);
      case Broken(String why, String remedy) -> new Broken(why, remedy + addition);
      case Unknown(String why, Optional<String> checked, Optional<String> remedy) ->
          remedy.isPresent()
              ? new Unknown(why, checked, remedy.map(text -> text + addition))
              : new Unknown(why + addition, checked, remedy);
    };
  }

  /** What is there, and what mends it. */
  default String sentence() {
    return switch (this) {
      case Ok(String why) -> why;
      case Broken(String why, String remedy) -> why + ". " + remedy;
      case Unknown(String why, Optional<String> checked, Optional<String> remedy) ->
          why + next(checked) + next(remedy);
    };
  }

  /** The same beside the other hops. */
  default String besideOthers() {
    return this instanceof Unknown(String why, Optional<String> _, Optional<String> remedy)
        ? why + next(remedy)
        : sentence();
  }

  private static String next(Optional<String> sentence) {
    return sentence.map(text -> ". " + text).orElse("");
  }
}
