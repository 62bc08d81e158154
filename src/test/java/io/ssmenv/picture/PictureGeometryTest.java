package io.ssmenv.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.Drawing.Part;
import io.ssmenv.svg.FontStyle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All texts are readable: none is cut off, and none overlaps another text or a line. */
class PictureGeometryTest {

  static Stream<List<DiagramInput>> pictures() {
    List<List<DiagramInput>> pictures = new ArrayList<>();
    pictures.add(
        Stream.of(
                DiagramInputs.ELASTIC_IP,
                DiagramInputs.NAT_GATEWAY,
                DiagramInputs.PRIVATE_ENDPOINTS)
            .map(DiagramInputs::of)
            .toList());
    pictures.add(
        List.of(
            DiagramInputs.of(
                DiagramInputs.NAT_GATEWAY
                    .replace("10.20.0.0/16", "100.100.0.0/16")
                    .replace("Zones: 1", "Zones: 3"))));
    List<DiagramInput> all = new ArrayList<>();
    for (String pattern :
        List.of(
            "ElasticIp",
            "NatGateway",
            "PrivateEndpoints",
            "PrivateEndpoints, endpoints: {additional: [logs, secretsmanager.and-more.and-more]}",
            "PrivateEndpoints, endpoints: {s3Gateway: false}")) {
      for (int zones = 1; zones <= 3; zones++) {
        DiagramInput input =
            DiagramInputs.of(
                "an-environment-with-a-long-name-".repeat(zones - 1) + "x", spec(pattern, zones));
        pictures.add(List.of(input));
        all.add(input);
      }
    }
    pictures.add(all);
    for (String host : List.of("ElasticIp", "NatGateway", "PrivateEndpoints")) {
      for (int zones = 1; zones <= 3; zones++) {
        pictures.add(
            List.of(
                DiagramInputs.shared(
                    spec(host, zones), spec("NatGateway", 1), spec("ElasticIp", 2))));
        pictures.add(
            List.of(
                DiagramInputs.shared(
                    spec(host, 1), spec("NatGateway", zones), spec("PrivateEndpoints", 2))));
      }
    }
    return pictures.stream();
  }

  private static String spec(String pattern, int zones) {
    return """
    region: eu-west-1
    connectivity: {pattern: %s}
    network: {cidr: 192.168.248.0/21, availabilityZones: %d}
    instances:
      - {name: application-servers-of-team-a, count: %d, type: u7inh-32tb.480xlarge}
      - {name: b, count: 1}
    role: {managedPolicies: ["arn:aws:iam::111122223333:policy/%s"]}
    """
        .formatted(pattern, zones, 2 * zones - 1, "Policy".repeat(5 * zones));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pictures")
  void everythingIsInsideThePage(List<DiagramInput> subjects) {
    Drawing drawing = Drawing.read(Picture.of(subjects));

    assertThat(drawing.texts()).hasSizeGreaterThan(15);
    assertThat(drawing.parts()).allMatch(part -> inside(drawing.page(), part.bounds()));
    assertThat(drawing.texts()).allMatch(text -> inside(drawing.page(), grown(text.bounds(), 8)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pictures")
  void noTextOverlapsAnother(List<DiagramInput> subjects) {
    List<Part> texts = Drawing.read(Picture.of(subjects)).texts();

    for (Part one : texts) {
      assertThat(texts)
          .filteredOn(other -> other.order() > one.order())
          .noneMatch(other -> other.bounds().intersects(grown(one.bounds(), -0.5)));
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pictures")
  void noLineOrIconCrossesAText(List<DiagramInput> subjects) {
    Drawing drawing = Drawing.read(Picture.of(subjects));

    for (Part text : drawing.texts()) {
      assertThat(drawing.parts())
          .filteredOn(part -> !part.isText() && crosses(part, text) && !hidden(drawing, part, text))
          .as("crosses '%s' at %s", text.text(), text.bounds())
          .isEmpty();
    }
  }

  /** The expected values were read with fontTools from DejaVuSans.ttf and -Bold.ttf 2.37. */
  @Test
  void theWidthsAreThoseOfDejaVuSans() {
    assertThat(FontStyle.NOTE.width("Internet gateway") / FontStyle.NOTE.size())
        .isCloseTo(8.583, within(0.001));
    assertThat(FontStyle.NAME.width("Internet gateway") / FontStyle.NAME.size())
        .isCloseTo(9.747, within(0.001));
    assertThat(FontStyle.CODE.width("10.20.0.0/16") / FontStyle.CODE.size())
        .isCloseTo(12 * 0.602, within(0.001));
  }

  private static boolean inside(Rectangle2D outer, Rectangle2D inner) {
    return outer.createUnion(inner).equals(outer);
  }

  private static boolean crosses(Part part, Part text) {
    return part.outlines().stream().anyMatch(line -> line.intersects(grown(text.bounds(), -0.5)));
  }

  /** Whether a box hides the part and is below the text. */
  private static boolean hidden(Drawing drawing, Part part, Part text) {
    return drawing.parts().stream()
        .anyMatch(box ->
            box.covers(part)
                && box.order() < text.order()
                && box.outlines().size() == 4
                && box.bounds().contains(text.bounds()));
  }

  private static Rectangle2D grown(Rectangle2D box, double by) {
    return new Rectangle2D.Double(
        box.getX() - by, box.getY() - by, box.getWidth() + 2 * by, box.getHeight() + 2 * by);
  }
}
