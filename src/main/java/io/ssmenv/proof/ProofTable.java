package io.ssmenv.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The proof as text, for a terminal of 80 columns. */
public final class ProofTable {

  private static final int WIDTH = 80;
  private static final String GAP = "  ";
  private static final List<String> HEADER =
      List.of("INSTANCE", "PATTERN", "EXPECTED", "OBSERVED", "SESSION", "IN");

  private ProofTable() {}

  /** Its lines: a table, and a paragraph for each instance of which something is not proven. */
  public static List<String> lines(List<ConnectionProof> proofs) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    proofs.stream().map(ProofTable::row).forEach(rows::add);
    List<Integer> widths =
        IntStream.range(0, HEADER.size())
            .mapToObj(
                column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toList();
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add("");
    proofs.stream()
        .flatMap(proof -> proof.problem().stream())
        .flatMap(problem -> wrapped(problem).stream())
        .forEach(lines::add);
    lines.add(
        "%d of %d connections are proven."
            .formatted(proofs.stream().filter(ConnectionProof::isProven).count(), proofs.size()));
    return lines;
  }

  private static List<String> row(ConnectionProof proof) {
    return switch (proof.session()) {
      case ConnectionProof.Opened opened -> row(proof, "opened", opened.seconds() + "s");
      case ConnectionProof.NotOpened _ -> row(proof, "none", "-");
    };
  }

  private static List<String> row(ConnectionProof proof, String session, String in) {
    return List.of(
        proof.instance(),
        proof.pattern(),
        egress(proof.expected().orElse("-")),
        egress(proof.observed().orElse("-")),
        session,
        in);
  }

  /** The value of the status in words. */
  static String egress(String value) {
    return value.equals(ConnectionProof.NO_INTERNET) ? "no Internet" : value;
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> padded(row.get(column), widths.get(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > 0) {
      int end = rest.lastIndexOf(' ', WIDTH);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end + 1);
    }
    lines.add(rest);
    return lines;
  }
}
