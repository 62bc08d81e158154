package io.ssmenv.aws.permission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A managed policy of the operator.
 *
 * @param name the name of the file in {@code deploy/iam}, without the extension
 */
public record Policy(String name, List<Statement> statements) {

  /** The maximum size of a managed policy, without white space [D]. */
  public static final int LONGEST = 6144;

  private static final ObjectMapper JSON = new ObjectMapper();

  public Policy {
    statements = List.copyOf(statements);
  }

  /** Returns the formatted policy document, with a line feed at the end. */
  public String json() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(document()).replace("\" : ", "\": ") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot serialize the policy", e);
    }
  }

  /** Returns the size as IAM counts it. */
  public int length() {
    return json().replaceAll("\\s", "").length();
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements.stream().map(Statement::document).toList());
    return document;
  }
}
