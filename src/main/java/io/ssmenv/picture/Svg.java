package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Area;
import io.ssmenv.picture.Shape.Box;
import io.ssmenv.picture.Shape.Disc;
import io.ssmenv.picture.Shape.Line;
import io.ssmenv.picture.Shape.Point;
import io.ssmenv.picture.Shape.Words;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes shapes as SVG 1.1, one element a line, so that a change can be read as a difference. */
final class Svg {

  private static final String SANS =
      "text{font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif}"
          + "\n.code{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace}"
          + "\n.way,.byway{stroke-linejoin:round}";

  private final XMLStreamWriter xml;

  private Svg(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @param title and {@code description}: for those who hear the picture
   */
  static String write(
      double width, double height, String title, String description, List<Shape> shapes) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new Svg(xml)
          .write(new Box(0, 0, width, height, 0, DrawingStyle.PAPER), title, description, shapes);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing to memory failed", e);
    }
    return text.append('\n').toString();
  }

  private void write(Box page, String title, String description, List<Shape> shapes)
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
    xml.writeCharacters("\n" + SANS + DrawingStyle.sheet());
    xml.writeEndElement();
    for (Shape shape : shapes) {
      write(shape);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private void described(String element, String text) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    attributes("id", element.equals("desc") ? "description" : element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void write(Shape shape) throws XMLStreamException {
    xml.writeCharacters("\n");
    switch (shape) {
      case Box box ->
          empty(
              "rect",
              box.ink(),
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
      case Disc disc ->
          empty(
              "circle",
              disc.ink(),
              "cx",
              number(disc.x()),
              "cy",
              number(disc.y()),
              "r",
              number(disc.radius()));
      case Line line -> empty("polyline", line.ink(), "points", points(line.points()));
      case Area area -> empty("polygon", area.ink(), "points", points(area.points()));
      case Words words -> write(words);
    }
  }

  private void write(Words words) throws XMLStreamException {
    FontSize type = words.type();
    xml.writeStartElement("text");
    attributes(
        "class", words.ink().style() + (type.code() ? " code" : ""),
        "x", number(words.x()),
        "y", number(words.y()),
        "font-size", number(type.size()),
        "font-weight", type.bold() ? "bold" : "normal",
        "text-anchor", words.anchor().name().toLowerCase(Locale.ROOT));
    xml.writeCharacters(words.text());
    xml.writeEndElement();
  }

  private void empty(String element, DrawingStyle ink, String... attributes)
      throws XMLStreamException {
    xml.writeEmptyElement(element);
    attributes("class", ink.style());
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

  /** With one decimal at most, and the same in every locale. */
  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
