package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphArrow;
import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.Mark;
import io.ssmenv.graph.NetworkGraph;
import io.ssmenv.graph.VpcGraph;
import io.ssmenv.svg.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a graph as a Mermaid flowchart. Boxes have generated names, because the language has
 * reserved words, and every text is quoted.
 */
public final class MermaidGraph {

  private static final String INDENT = "  ";

  private static final String CLASSES =
      """
        classDef ok stroke:#1a7f37,stroke-width:2px
        classDef broken stroke:#cf222e,stroke-width:3px
        classDef unknown stroke:#bf8700,stroke-width:2px
        classDef planned stroke:#0969da,stroke-width:2px,stroke-dasharray:5 4
        classDef changed stroke:#0969da,stroke-width:2px
        classDef note fill:none,stroke:none
      """;

  private final StringBuilder text = new StringBuilder();
  private final List<String> styles = new ArrayList<>();
  private int boxes;
  private int links;

  private MermaidGraph() {}

  /** Returns the text of a flowchart; the same graph gives the same text. */
  public static String of(NetworkGraph graph) {
    return new MermaidGraph().write(graph);
  }

  private String write(NetworkGraph graph) {
    line(1, "flowchart TB");
    text.delete(0, INDENT.length());
    line(1, "accTitle: " + unquoted(graph.title()));
    graph.vpcs().forEach(this::write);
    text.append(CLASSES);
    styles.forEach(style -> line(1, style));
    return text.toString();
  }

  private void write(VpcGraph graph) {
    Map<String, String> names = new HashMap<>();
    box(graph.vpc(), names, 1);
    graph.outside().forEach(node -> box(node, names, 1));
    graph.arrows().forEach(arrow -> link(arrow, names));
    if (!graph.findings().isEmpty()) {
      String found = name(Mark.NONE);
      line(
          1,
          found
              + "[\""
              + lines(
                  graph.findings().stream().map(finding -> finding.mark().before(finding.text())))
              + "\"]");
    }
  }

  private void box(GraphNode node, Map<String, String> names, int depth) {
    String name = name(node.mark());
    names.put(node.id(), name);
    if (node.contents().isEmpty() && !isFrame(node)) {
      line(depth, name + shape(node, label(node)));
      return;
    }
    line(depth, "subgraph " + name + "[\"" + quoted(title(node)) + "\"]");
    if (!node.notes().isEmpty()) {
      // A title of several lines would cover what is below it.
      line(depth + 1, name(Mark.NONE) + "[\"" + lines(node.notes().stream()) + "\"]:::note");
    }
    node.contents().forEach(inner -> box(inner, names, depth + 1));
    if (node.contents().isEmpty() && node.notes().isEmpty()) {
      line(depth + 1, name(Mark.NONE) + "[\"empty\"]");
    }
    line(depth, "end");
  }

  private static boolean isFrame(GraphNode node) {
    return switch (node.kind()) {
      case VPC, ZONE, SUBNET, ENDPOINTS -> true;
      default -> false;
    };
  }

  private String name(Mark mark) {
    String name = "n" + boxes++;
    if (mark != Mark.NONE) {
      styles.add("class " + name + " " + cssClass(mark));
    }
    return name;
  }

  private static String shape(GraphNode node, String label) {
    return node.is(Kind.INTERNET) || node.is(Kind.SYSTEMS_MANAGER) || node.is(Kind.S3)
        ? "([\"" + label + "\"])"
        : "[\"" + label + "\"]";
  }

  private static String label(GraphNode node) {
    return lines(Stream.concat(Stream.of(title(node)), node.notes().stream()));
  }

  private static String title(GraphNode node) {
    String prefix = node.is(Kind.ZONE) ? "zone " : node.is(Kind.SUBNET) ? "subnet " : "";
    return node.mark().before(prefix + node.name());
  }

  private static String lines(Stream<String> lines) {
    return lines.map(MermaidGraph::quoted).collect(Collectors.joining("<br/>"));
  }

  private void link(GraphArrow arrow, Map<String, String> names) {
    String label = quoted(arrow.mark().before(arrow.label()).strip());
    if (arrow.to().isEmpty()) {
      String end = name(arrow.mark());
      line(1, end + "[\"" + label + "\"]");
      line(1, names.get(arrow.from()) + " --x " + end);
    } else {
      String line = arrow.mark() == Mark.PLANNED ? "-.->" : "-->";
      line(
          1,
          names.get(arrow.from())
              + " "
              + line
              + (label.isEmpty() ? "" : "|\"" + label + "\"|")
              + " "
              + names.get(arrow.to().get()));
    }
    if (arrow.mark() != Mark.NONE) {
      styles.add("linkStyle " + links + " stroke:" + colour(arrow.mark()));
    }
    links++;
  }

  private static String cssClass(Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT);
  }

  private static String colour(Mark mark) {
    return switch (mark) {
      case NONE, OK -> "#1a7f37";
      case PLANNED, CHANGED -> "#0969da";
      case UNKNOWN -> "#bf8700";
      case BROKEN -> "#cf222e";
    };
  }

  /**
   * Mermaid reads entities in quoted texts, and HTML in their result: none of it comes from AWS.
   * What is not ASCII is an entity, too, because the encoding of the terminal is not known.
   */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    PlainText.line(text)
        .codePoints()
        .forEach(letter -> {
          if (letter > '~' || "\"#&<>`\\{}[]();%|*_~+".indexOf(letter) >= 0) {
            quoted.append('#').append(letter).append(';');
          } else {
            quoted.appendCodePoint(letter);
          }
        });
    return quoted.toString();
  }

  /** The title ends with its line, and knows no entities. */
  private static String unquoted(String text) {
    return PlainText.line(text).replaceAll("[^A-Za-z0-9 ,./_-]", "?");
  }

  private void line(int depth, String line) {
    text.append(INDENT.repeat(depth)).append(line).append('\n');
  }
}
