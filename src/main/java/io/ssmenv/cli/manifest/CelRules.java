package io.ssmenv.cli.manifest;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Evaluates the rules of the CRD for a new object. A rule about a change does not apply to it. */
final class CelRules {

  private static final String OLD = "oldSelf";

  private final CelCompiler compiler =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings())
          .addFunctionDeclarations(AddressFunctions.declarations())
          .addVar("self", SimpleType.DYN)
          .build();
  private final CelRuntime runtime =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .addLibraries(CelExtensions.strings())
          .addFunctionBindings(AddressFunctions.bindings())
          .build();
  private final List<FieldError> errors = new ArrayList<>();

  private CelRules() {}

  /**
   * The violated rules.
   *
   * @param value satisfies the structural schema
   */
  static List<FieldError> errors(JSONSchemaProps schema, Object value, String path) {
    CelRules rules = new CelRules();
    rules.value(schema, value, path);
    return rules.errors;
  }

  private void value(JSONSchemaProps schema, Object value, String path) {
    for (ValidationRule rule :
        Objects.requireNonNullElse(schema.getXKubernetesValidations(), List.<ValidationRule>of())) {
      if (!rule.getRule().contains(OLD) && !isTrue(rule.getRule(), value)) {
        String field = path + Optional.ofNullable(rule.getFieldPath()).orElse("");
        errors.add(
            new FieldError(field.startsWith(".") ? field.substring(1) : field, rule.getMessage()));
      }
    }
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((key, child) ->
              Optional.ofNullable(schema.getProperties())
                  .flatMap(fields -> Optional.ofNullable(fields.get(String.valueOf(key))))
                  .ifPresent(known ->
                      value(known, child, StructuralCheck.child(path, String.valueOf(key)))));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          value(schema.getItems().getSchema(), list.get(i), path + "[" + i + "]");
        }
      }
      default -> {}
    }
  }

  private boolean isTrue(String rule, Object self) {
    try {
      CelAbstractSyntaxTree tree = compiler.compile(rule).getAst();
      return Boolean.TRUE.equals(runtime.createProgram(tree).eval(Map.of("self", wide(self))));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException(
          "The rule \""
              + rule
              + "\" of the CRD cannot be evaluated without a cluster: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /** CEL has integers of 64 bits only. */
  private static Object wide(Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case List<?> list -> list.stream().map(CelRules::wide).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> all = new LinkedHashMap<>();
        map.forEach((key, child) -> all.put(key, wide(child)));
        yield all;
      }
      default -> value;
    };
  }
}
