package io.ssmenv.operator;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator as an annotation of an environment names it.
 *
 * @param lease {@code namespace/name}
 * @param flags with which it was started, as far as they select environments; for people
 */
record OperatorClaim(String lease, String flags) {

  /** The annotation with the operator that takes care of an environment. */
  static final String HOLDER = SsmManagedEnvironment.OPERATOR;

  /** The annotation with the last operator that would, too. */
  static final String REFUSED = SsmManagedEnvironment.REFUSED_OPERATOR;

  /** Anybody may edit it; what an operator writes is shorter. */
  private static final int MOST_CHARACTERS = 1000;

  private static final String NAMESPACE = "--namespace=";
  private static final String SELECTOR = "--selector=";

  static OperatorClaim parse(String annotation) {
    String text = annotation.substring(0, Math.min(MOST_CHARACTERS, annotation.length()));
    int space = text.indexOf(' ');
    return space < 0
        ? new OperatorClaim(text, "")
        : new OperatorClaim(text.substring(0, space), text.substring(space + 1).strip());
  }

  /**
   * Whether the flags can select an environment. A copied object has the annotation of the
   * original.
   */
  boolean maySelect(String namespace, Map<String, String> labels) {
    int selector = flags.indexOf(SELECTOR);
    String namespaces = selector < 0 ? flags : flags.substring(0, selector);
    try {
      return (!namespaces.contains(NAMESPACE)
              || List.of(namespaces.strip().split(" ", -1)).contains(NAMESPACE + namespace))
          && (selector < 0
              || new LabelSelector(flags.substring(selector + SELECTOR.length())).matches(labels));
    } catch (IllegalArgumentException e) {
      return false; // No operator wrote it.
    }
  }

  /** The value of an annotation. */
  String text() {
    return (lease + " " + flags).strip();
  }

  private String described() {
    return "the lease %s (%s)".formatted(lease, flags.isEmpty() ? "all environments" : flags);
  }

  /**
   * What both operators say.
   *
   * @param refused empty for an operator without a lease
   */
  static String conflict(OperatorClaim holder, Optional<OperatorClaim> refused) {
    return "Two operators select this environment: that with %s takes care of it, and that with %s does nothing for it. Change --namespace or --selector of one of them, or the labels of the environment, so that only one selects it"
        .formatted(holder.described(), refused.map(OperatorClaim::described).orElse("no lease"));
  }
}
