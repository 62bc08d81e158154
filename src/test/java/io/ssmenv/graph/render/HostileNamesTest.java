package io.ssmenv.graph.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.graph.GraphArrow;
import io.ssmenv.graph.GraphNode;
import io.ssmenv.graph.GraphNode.Kind;
import io.ssmenv.graph.Mark;
import io.ssmenv.graph.NetworkGraph;
import io.ssmenv.graph.VpcGraph;
import io.ssmenv.graph.VpcGraph.AgentFinding;
import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.ReadableDrawing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have named is text in both formats, whatever it contains. */
class HostileNamesTest {

  private static GraphNode node(String id, Kind kind, String text, GraphNode... contents) {
    return new GraphNode(id, kind, text, List.of(text, text), Mark.BROKEN, List.of(contents));
  }

  private static NetworkGraph graph(String text) {
    GraphNode subnet = node("s", Kind.SUBNET, text, node("i", Kind.INSTANCE, text));
    GraphNode vpc =
        node(
            "v",
            Kind.VPC,
            text,
            node("z", Kind.ZONE, text, subnet),
            node("g", Kind.INTERNET_GATEWAY, text),
            node("e", Kind.ENDPOINTS, text, node("x", Kind.ENDPOINT, text)));
    return new NetworkGraph(
        text,
        List.of(
            new VpcGraph(
                vpc,
                List.of(node("m", Kind.SYSTEMS_MANAGER, "AWS Systems Manager")),
                List.of(
                    new GraphArrow("s", Optional.of("g"), text, Mark.BROKEN),
                    new GraphArrow("s", Optional.empty(), text, Mark.UNKNOWN)),
                List.of(new AgentFinding(Mark.BROKEN, text)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>&amp;&#0;]]>",
        "\"] end; subgraph x[\"`**a**`",
        "end",
        "1. - + click n0 href \"javascript:alert(1)\" %%{init: {}}%%",
        "line\nbreak\r\ttab \u0000 \u001b[31m \u202eleft \u2028 \ud800 \uffff",
        "\u6f22\u5b57 \ud83d\ude00 \u00e9 \u0301",
        "a-name-without-any-space-that-is-much-longer-than-the-box-in-which-it-has-to-fit-0123456789",
        "many words that do not fit into one line, nor into two lines, nor into three lines, and go on and on, until nobody reads them any more, because they say the same thing again and again"
      })
  void aTextStaysAText(String text) {
    Drawing drawing = ReadableDrawing.of(SvgGraph.of(graph(text)));
    assertThat(drawing.texts()).hasSizeGreaterThan(10);

    String mermaid = MermaidGraph.of(graph(text));
    assertThat(mermaid.chars())
        .allMatch(letter -> letter == '\n' || (letter >= ' ' && letter <= '~'));
    assertThat(mermaid.lines().skip(2)).allSatisfy(line -> assertThat(line.strip()).matches(LINE));
  }

  /** All that a line can be; a quoted text has none of the characters that end it. */
  private static final String LINE =
      "(subgraph )?n\\d+(\\[|\\(\\[)\"TEXT\"(\\]|\\]\\))(:::note)?|end|classDef [ -~]+"
              .replace("TEXT", "([^\"<>`&]|<br/>)*")
          + "|class n\\d+ \\w+|linkStyle \\d+ stroke:#\\w+"
          + "|n\\d+ (-->|-\\.->|--x)(\\|\"[^\"<>`&|]*\"\\|)? n\\d+";
}
