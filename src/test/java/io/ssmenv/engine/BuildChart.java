package io.ssmenv.engine;

import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Point;
import io.ssmenv.svg.Shape.Polyline;
import io.ssmenv.svg.Shape.Rectangle;
import io.ssmenv.svg.Shape.Text;
import io.ssmenv.svg.Svg;
import java.util.ArrayList;
import java.util.List;

/** Draws a build as a timeline: one bar for each resource, and the critical path marked. */
final class BuildChart {

  private static final double LEFT = 190;
  private static final double WIDTH = 600;
  private static final double TOP = 64;
  private static final double ROW = 20;

  private BuildChart() {}

  static String draw(BuildBenchmark.Build build) {
    double height = TOP + build.bars().size() * ROW + 44;
    double scale = WIDTH / build.seconds();
    List<Shape> shapes = new ArrayList<>();
    shapes.add(
        text(
            16,
            28,
            "Build of one " + build.pattern() + " environment",
            FontStyle.HEADING,
            Anchor.START,
            DrawingStyle.TEXT));
    shapes.add(
        text(
            16,
            48,
            "Ready after %.0f s, of which AWS needs %.0f s for what is marked, one after the other"
                .formatted(build.seconds(), build.criticalPath()),
            FontStyle.NOTE,
            Anchor.START,
            DrawingStyle.SECONDARY_TEXT));
    double bottom = height - 36;
    for (int second = 0; second <= build.seconds(); second += 30) {
      double x = LEFT + second * scale;
      shapes.add(
          new Polyline(List.of(new Point(x, TOP), new Point(x, bottom)), DrawingStyle.DIVIDER));
      shapes.add(
          text(
              x,
              bottom + 18,
              second + " s",
              FontStyle.NOTE,
              Anchor.MIDDLE,
              DrawingStyle.SECONDARY_TEXT));
    }
    double y = TOP;
    for (BuildBenchmark.Bar bar : build.bars()) {
      shapes.add(
          text(LEFT - 10, y + 14, bar.resource(), FontStyle.NOTE, Anchor.END, DrawingStyle.TEXT));
      shapes.add(
          new Rectangle(
              LEFT + bar.from() * scale,
              y + 4,
              Math.max(3, bar.seconds() * scale),
              ROW - 8,
              2,
              bar.critical() ? DrawingStyle.SIGN_OK : DrawingStyle.WORKLOAD));
      y += ROW;
    }
    return Svg.write(
        LEFT + WIDTH + 40,
        height,
        "Timeline of a build",
        "One bar for each resource, from its creation until AWS was done; the critical path is marked",
        shapes);
  }

  private static Text text(
      double x, double y, String words, FontStyle font, Anchor anchor, DrawingStyle style) {
    return new Text(x, y, words, font, anchor, style);
  }
}
