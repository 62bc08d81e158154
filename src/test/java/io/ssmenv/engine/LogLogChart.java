package io.ssmenv.engine;

import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Circle;
import io.ssmenv.svg.Shape.Point;
import io.ssmenv.svg.Shape.Polyline;
import io.ssmenv.svg.Shape.Text;
import io.ssmenv.svg.Svg;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws calls over environments, with both axes logarithmic. */
final class LogLogChart {

  private static final double LEFT = 70;
  private static final double TOP = 66;
  private static final double WIDTH = 520;
  private static final double HEIGHT = 300;
  private static final double LEGEND = 170;

  /** What a line shows: what was measured, or the fewest calls. */
  record Line(String name, boolean bound, TreeMap<Integer, Double> values) {}

  private static final int LINE_HEIGHT = 16;

  private final List<Line> lines;
  private final List<Double> names = new ArrayList<>();
  private final double maxX;
  private final double minY;
  private final double maxY;

  private LogLogChart(List<Line> lines) {
    this.lines = lines;
    this.maxX = lines.stream().mapToInt(line -> line.values().lastKey()).max().orElse(10);
    this.minY = decade(values().stream().mapToDouble(Double::doubleValue).min().orElse(1), false);
    this.maxY = decade(values().stream().mapToDouble(Double::doubleValue).max().orElse(10), true);
  }

  static String draw(String title, String note, List<Line> lines) {
    return new LogLogChart(lines).draw(title, note);
  }

  private List<Double> values() {
    return lines.stream().map(Line::values).map(Map::values).flatMap(Collection::stream).toList();
  }

  private static double decade(double value, boolean up) {
    double exponent = Math.log10(value);
    return Math.pow(10, up ? Math.ceil(exponent) : Math.floor(exponent));
  }

  private double x(double environments) {
    return LEFT + WIDTH * Math.log10(environments) / Math.max(1, Math.log10(maxX));
  }

  private double y(double calls) {
    return TOP + HEIGHT * (1 - Math.log10(calls / minY) / Math.log10(maxY / minY));
  }

  private String draw(String title, String note) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(text(16, 28, title, FontStyle.HEADING, Anchor.START, DrawingStyle.TEXT));
    shapes.add(text(16, 48, note, FontStyle.NOTE, Anchor.START, DrawingStyle.SECONDARY_TEXT));
    for (double calls = minY; calls <= maxY * 1.01; calls *= 10) {
      shapes.add(rule(new Point(LEFT, y(calls)), new Point(LEFT + WIDTH, y(calls))));
      shapes.add(label(LEFT - 8, y(calls) + 4, number(calls), Anchor.END));
    }
    for (double environments = 1; environments <= maxX * 1.01; environments *= 10) {
      double x = x(environments);
      shapes.add(rule(new Point(x, TOP), new Point(x, TOP + HEIGHT)));
      shapes.add(label(x, TOP + HEIGHT + 18, number(environments), Anchor.MIDDLE));
    }
    shapes.add(label(LEFT + WIDTH / 2, TOP + HEIGHT + 38, "environments", Anchor.MIDDLE));
    lines.forEach(line -> add(line, shapes));
    return Svg.write(LEFT + WIDTH + LEGEND, TOP + HEIGHT + 54, title, note, shapes);
  }

  private void add(Line line, List<Shape> shapes) {
    List<Point> points = new ArrayList<>();
    line.values()
        .forEach((environments, calls) -> points.add(new Point(x(environments), y(calls))));
    shapes.add(
        new Polyline(points, line.bound() ? DrawingStyle.FLOW_PLANNED : DrawingStyle.CONNECTION));
    if (!line.bound()) {
      points.forEach(
          point -> shapes.add(new Circle(point.x(), point.y(), 4, DrawingStyle.CONNECTION_HEAD)));
    }
    if (!line.name().isEmpty()) {
      Point last = points.getLast();
      shapes.add(label(last.x() + 10, free(last.y() + 4), line.name(), Anchor.START));
    }
  }

  /** The next place for a name, from where its line ends downwards, on which there is none yet. */
  private double free(double wanted) {
    double y = wanted;
    for (double name : names.stream().sorted().toList()) {
      if (Math.abs(name - y) < LINE_HEIGHT) {
        y = name + LINE_HEIGHT;
      }
    }
    names.add(y);
    return y;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static Shape rule(Point from, Point to) {
    return new Polyline(List.of(from, to), DrawingStyle.DIVIDER);
  }

  private static Text label(double x, double y, String words, Anchor anchor) {
    return text(x, y, words, FontStyle.NOTE, anchor, DrawingStyle.TEXT);
  }

  private static Text text(
      double x, double y, String words, FontStyle font, Anchor anchor, DrawingStyle style) {
    return new Text(x, y, words, font, anchor, style);
  }
}
