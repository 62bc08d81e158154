package io.ssmenv.svg;

import io.ssmenv.svg.Shape.Circle;
import io.ssmenv.svg.Shape.Point;
import io.ssmenv.svg.Shape.Polygon;
import io.ssmenv.svg.Shape.Polyline;
import io.ssmenv.svg.Shape.Rectangle;
import io.ssmenv.svg.Shape.Text;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes shapes as SVG 1.1, with one element in each line, so that diffs are readable. */
public final class Svg {

  private static final String SANS =
      "text{font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif}"
          + "\n.code{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace}"
          + "\n.connection,.s3-connection{stroke-linejoin:round}";

  private final XMLStreamWriter xml;

  private Svg(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Writes an SVG document.
   *
   * @param title the title, for screen readers
   * @param description the description, for screen readers
   */
  public static String write(
      double width, double height, String title, String description, List<Shape> shapes) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new Svg(xml)
          .write(
              new Rectangle(0, 0, width, height, 0, DrawingStyle.PAGE), title, description, shapes);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return ascii(text.append('\n').toString());
  }

  /** The encoding of what the document is written to is not known. */
  private static String ascii(String document) {
    StringBuilder ascii = new StringBuilder();
    document
        .codePoints()
        .forEach(letter -> {
          if (letter > '~') {
            ascii.append("&#").append(letter).append(';');
          } else {
            ascii.appendCodePoint(letter);
          }
        });
    return ascii.toString();
  }

  private void write(Rectangle page, String title, String description, List<Shape> shapes)
      throws XMLStreamException {
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    attributes(
        "viewBox",
        "0 0 " + number(page.width()) + " " + number(page.height()),
        "width",
        number(page.width()),
        "height",
        number(page.height()),
        "role",
        "img",
        "aria-labelledby",
        "title description");
    described("title", title);
    described("desc", description);
    xml.writeCharacters("\n");
    xml.writeStartElement("style");
    xml.writeCharacters("\n" + SANS + DrawingStyle.styleSheet(styles(page, shapes)));
    xml.writeEndElement();
    for (Shape shape : shapes) {
      write(shape);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static Set<DrawingStyle> styles(Rectangle page, List<Shape> shapes) {
    EnumSet<DrawingStyle> used = EnumSet.of(page.style());
    shapes.forEach(shape -> used.add(shape.style()));
    return used;
  }

  private void described(String element, String text) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    attributes("id", element.equals("desc") ? "description" : element);
    xml.writeCharacters(text.lines().map(PlainText::line).collect(Collectors.joining("\n")));
    xml.writeEndElement();
  }

  private void write(Shape shape) throws XMLStreamException {
    xml.writeCharacters("\n");
    switch (shape) {
      case Rectangle box ->
          empty(
              "rect",
              box.style(),
              "x",
              number(box.x()),
              "y",
              number(box.y()),
              "width",
              number(box.width()),
              "height",
              number(box.height()),
              "rx",
              number(box.radius()));
      case Circle disc ->
          empty(
              "circle",
              disc.style(),
              "cx",
              number(disc.x()),
              "cy",
              number(disc.y()),
              "r",
              number(disc.radius()));
      case Polyline line -> empty("polyline", line.style(), "points", points(line.points()));
      case Polygon area -> empty("polygon", area.style(), "points", points(area.points()));
      case Text words -> write(words);
    }
  }

  private void write(Text words) throws XMLStreamException {
    FontStyle font = words.font();
    xml.writeStartElement("text");
    attributes(
        "class", words.style().cssClass() + (font.monospaced() ? " code" : ""),
        "x", number(words.x()),
        "y", number(words.y()),
        "font-size", number(font.size()),
        "font-weight", font.bold() ? "bold" : "normal",
        "text-anchor", words.anchor().name().toLowerCase(Locale.ROOT));
    xml.writeCharacters(PlainText.line(words.text()));
    xml.writeEndElement();
  }

  private void empty(String element, DrawingStyle style, String... attributes)
      throws XMLStreamException {
    xml.writeEmptyElement(element);
    attributes("class", style.cssClass());
    attributes(attributes);
  }

  private void attributes(String... namesAndValues) throws XMLStreamException {
    for (int index = 0; index < namesAndValues.length; index += 2) {
      xml.writeAttribute(namesAndValues[index], namesAndValues[index + 1]);
    }
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + "," + number(point.y()))
        .collect(Collectors.joining(" "));
  }

  /** A number with at most one decimal, independent of the locale. */
  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
