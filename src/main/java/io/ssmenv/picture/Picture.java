package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import java.util.List;

/**
 * Environments side by side: where their instances are, how they reach Systems Manager, and that
 * nothing reaches them. Every box, name, route and rule is read off the topologies.
 */
public final class Picture {

  private static final double MARGIN = 18;
  private static final double GAP = 18;
  private static final double OUTSIDE = 52;
  private static final double SERVICE = 58;
  private static final String SERVICE_NAME = "AWS Systems Manager";
  private static final String SERVICE_NOTE =
      "You work here: sessions, commands, patches. The agents call it; nobody calls them.";

  private Picture() {}

  /**
   * @param subjects one or more, from left to right
   * @return an SVG document, the same for the same subjects
   */
  public static String of(List<Subject> subjects) {
    List<Panel> panels = subjects.stream().map(Panel::new).toList();
    double head = panels.stream().mapToDouble(Panel::headHeight).max().orElse(0);
    double body = panels.stream().mapToDouble(Panel::bodyHeight).max().orElse(0);
    double vpc = MARGIN + head;
    double outside = vpc + body + OUTSIDE;
    double service = outside + Outside.HEIGHT + 30;
    Panel.Levels levels = new Panel.Levels(MARGIN, vpc, vpc + body, outside, service);
    double panelsWidth =
        panels.stream().mapToDouble(Panel::width).sum() + GAP * (panels.size() - 1);
    double inside =
        Math.max(Math.max(panelsWidth, Legend.width()), Type.TEXT.width(SERVICE_NOTE) + 2 * MARGIN);
    double width = inside + 2 * MARGIN;
    double legend = service + SERVICE + 14;
    double height = legend + Legend.HEIGHT;

    Canvas canvas = new Canvas();
    canvas.box(0.5, 0.5, width - 1, height - 1, 12, Ink.PAPER);
    canvas.box(MARGIN, service, inside, SERVICE, 8, Ink.SERVICE);
    canvas.words(width / 2, service + 9, SERVICE_NAME, Type.HEADING, Anchor.MIDDLE, Ink.INVERSE);
    canvas.words(width / 2, service + 33, SERVICE_NOTE, Type.TEXT, Anchor.MIDDLE, Ink.INVERSE);
    double x = (width - panelsWidth) / 2;
    for (Panel panel : panels) {
      panel.draw(canvas, x, levels);
      x += panel.width() + GAP;
    }
    Legend.draw(canvas, MARGIN, legend);
    return Svg.write(
        width, height, Caption.title(subjects), Caption.description(subjects), canvas.shapes());
  }
}
