package io.ssmenv.svg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A parsed SVG: its texts, boxes and lines in drawing order. */
public record Drawing(Rectangle2D page, String title, String description, List<Part> parts) {

  /**
   * An element of the picture.
   *
   * @param order the position in drawing order; later parts cover earlier ones
   * @param outlines lines that would make a text unreadable if they crossed it; empty for a text
   */
  public record Part(
      int order, String style, String text, Rectangle2D bounds, List<Line2D> outlines) {

    public boolean isText() {
      return !text.isEmpty();
    }

    @Override
    public String toString() {
      return "%s '%s' at %.0f,%.0f, %.0f by %.0f"
          .formatted(
              style, text, bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    /** Whether it is a filled box that hides the other part. */
    public boolean covers(Part other) {
      return order > other.order()
          && !isText()
          && !style.equals(DrawingStyle.SECURITY_GROUP.cssClass());
    }
  }

  public static Drawing read(String svg) {
    try {
      Element root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
              .getDocumentElement();
      String[] box = root.getAttribute("viewBox").split(" ", -1);
      List<Part> parts = new ArrayList<>();
      NodeList all = root.getElementsByTagName("*");
      for (int index = 0; index < all.getLength(); index++) {
        if (all.item(index) instanceof Element element) {
          read(index, element).forEach(parts::add);
        }
      }
      return new Drawing(
          new Rectangle2D.Double(0, 0, Double.parseDouble(box[2]), Double.parseDouble(box[3])),
          root.getElementsByTagName("title").item(0).getTextContent(),
          root.getElementsByTagName("desc").item(0).getTextContent(),
          List.copyOf(parts));
    } catch (Exception e) {
      throw new AssertionError("Invalid SVG: " + svg, e);
    }
  }

  public List<Part> texts() {
    return parts.stream().filter(Part::isText).toList();
  }

  public List<String> words() {
    return texts().stream().map(Part::text).toList();
  }

  public List<Part> all(DrawingStyle style) {
    return parts.stream().filter(part -> part.style().equals(style.cssClass())).toList();
  }

  private static Stream<Part> read(int order, Element element) {
    String style = element.getAttribute("class");
    return switch (element.getTagName()) {
      case "text" ->
          Stream.of(new Part(order, style, element.getTextContent(), text(element), List.of()));
      case "rect" -> {
        Rectangle2D box =
            new Rectangle2D.Double(
                number(element, "x"),
                number(element, "y"),
                number(element, "width"),
                number(element, "height"));
        yield Stream.of(new Part(order, style, "", box, edges(box)));
      }
      case "circle" -> {
        double radius = number(element, "r");
        Rectangle2D box =
            new Rectangle2D.Double(
                number(element, "cx") - radius,
                number(element, "cy") - radius,
                2 * radius,
                2 * radius);
        yield Stream.of(new Part(order, style, "", box, edges(box)));
      }
      case "polyline", "polygon" -> {
        List<Line2D> lines = lines(element.getAttribute("points"));
        Rectangle2D bounds = lines.getFirst().getBounds2D();
        lines.forEach(line -> bounds.add(line.getBounds2D()));
        yield Stream.of(new Part(order, style, "", bounds, lines));
      }
      default -> Stream.empty();
    };
  }

  /** The maximum bounds of a text. */
  private static Rectangle2D text(Element element) {
    FontStyle font =
        Stream.of(FontStyle.values())
            .filter(each -> each.size() == number(element, "font-size"))
            .filter(each -> each.bold() == element.getAttribute("font-weight").equals("bold"))
            .filter(each -> each.monospaced() == element.getAttribute("class").endsWith(" code"))
            .findFirst()
            .orElseThrow();
    double width = font.width(element.getTextContent());
    double share =
        switch (element.getAttribute("text-anchor")) {
          case "middle" -> 0.5;
          case "end" -> 1;
          default -> 0;
        };
    return new Rectangle2D.Double(
        number(element, "x") - share * width,
        number(element, "y") - FontStyle.ASCENT * font.size(),
        width,
        font.lineHeight());
  }

  private static List<Line2D> edges(Rectangle2D box) {
    return lines(
        "%1$s,%2$s %3$s,%2$s %3$s,%4$s %1$s,%4$s %1$s,%2$s"
            .formatted(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()));
  }

  private static List<Line2D> lines(String points) {
    String[] all = points.split("[ ,]", -1);
    List<Line2D> lines = new ArrayList<>();
    for (int index = 0; index + 3 < all.length; index += 2) {
      lines.add(
          new Line2D.Double(
              Double.parseDouble(all[index]),
              Double.parseDouble(all[index + 1]),
              Double.parseDouble(all[index + 2]),
              Double.parseDouble(all[index + 3])));
    }
    return lines;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
