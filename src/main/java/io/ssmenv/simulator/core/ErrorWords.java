package io.ssmenv.simulator.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * AWS's errors in AWS's own words, from the table {@code errors.tsv}, which also names the source
 * of each. The tests of the operator read the same table: it is data, not code.
 */
public final class ErrorWords {

  private static final String TABLE = "/io/ssmenv/simulator/errors.tsv";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z0-9-]+}");
  private static final Map<String, List<Row>> BY_NAME =
      rows().stream()
          .collect(Collectors.groupingBy(Row::name, LinkedHashMap::new, Collectors.toList()));

  /**
   * One error.
   *
   * @param name what happened; rows with the same name are variants
   * @param action the action that returns it, or {@code *}
   * @param meaning what the operator has to make of it
   * @param words with placeholders in braces; empty if AWS's words are not known
   */
  public record Row(
      String name,
      String action,
      String code,
      int status,
      String meaning,
      String words,
      String source) {}

  private ErrorWords() {}

  /** Returns the whole table. */
  public static List<Row> rows() {
    try (InputStream table = ErrorWords.class.getResourceAsStream(TABLE)) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(row ->
              new Row(row[0], row[1], row[2], Integer.parseInt(row[3]), row[4], row[5], row[6]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns an error that AWS words in one way.
   *
   * @param values for the placeholders, in the order in which they first occur
   */
  public static AwsError error(String name, Object... values) {
    return error(variants(name).getFirst(), values);
  }

  /**
   * Returns an error that AWS words in several ways; the seed decides.
   *
   * @param values for the placeholders; a variant without placeholders leaves them out
   */
  public static AwsError oneOf(SeededRandom random, String name, Object... values) {
    List<Row> variants = variants(name);
    int index = random.nextInt("words of " + name + Arrays.toString(values), variants.size());
    return error(variants.get(index), values);
  }

  private static AwsError error(Row row, Object... values) {
    return new AwsError(row.code(), fill(row.words(), values), row.status());
  }

  /** Returns words with values for their placeholders. */
  public static String fill(String words, Object... values) {
    Map<String, String> known = new LinkedHashMap<>();
    Matcher matcher = PLACEHOLDER.matcher(words);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      int next = known.size();
      String value = known.computeIfAbsent(matcher.group(), any -> String.valueOf(values[next]));
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  private static List<Row> variants(String name) {
    return Optional.ofNullable(BY_NAME.get(name))
        .orElseThrow(() -> new IllegalArgumentException("not in " + TABLE + ": " + name));
  }
}
