package io.ssmenv.graph;

import java.util.Comparator;
import java.util.stream.Stream;

/** What a reader has to know about a part of a graph at once, shown as a colour and as a sign. */
public enum Mark {
  /** There is nothing to say. */
  NONE("", ""),
  /** Its agent is online. */
  OK("\u2713", "agent online"),
  /** It would be created. */
  PLANNED("+", "planned: it does not exist yet"),
  /** It would be changed. */
  CHANGED("~", "planned: it exists, and changes"),
  /** It is not certain, or not known yet. */
  UNKNOWN("?", "not known, or not certain"),
  /** It stops an agent, or does not work. */
  BROKEN("\u2717", "broken, or an agent that is not online or will not stay so");

  private final String sign;
  private final String meaning;

  Mark(String sign, String meaning) {
    this.sign = sign;
    this.meaning = meaning;
  }

  /** A single character; empty for {@link #NONE}. */
  public String sign() {
    return sign;
  }

  /** For a legend. */
  public String meaning() {
    return meaning;
  }

  /** A text with the sign in front of it. */
  public String before(String text) {
    return sign.isEmpty() ? text : sign + " " + text;
  }

  /** The one that a reader has to see first. */
  static Mark worst(Mark... marks) {
    return Stream.of(marks).max(Comparator.naturalOrder()).orElse(NONE);
  }
}
