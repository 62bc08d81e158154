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
  public static String of(List<DiagramInput> subjects) {
    List<EnvironmentPanel> panels = subjects.stream().map(EnvironmentPanel::new).toList();
    double head = panels.stream().mapToDouble(EnvironmentPanel::headHeight).max().orElse(0);
    double body = panels.stream().mapToDouble(EnvironmentPanel::bodyHeight).max().orElse(0);
    double vpc = MARGIN + head;
    double outside = vpc + body + OUTSIDE;
    double service = outside + ServiceConnections.HEIGHT + 30;
    EnvironmentPanel.Levels levels =
        new EnvironmentPanel.Levels(MARGIN, vpc, vpc + body, outside, service);
    double panelsWidth =
        panels.stream().mapToDouble(EnvironmentPanel::width).sum() + GAP * (panels.size() - 1);
    double inside =
        Math.max(
            Math.max(panelsWidth, Legend.width()), FontSize.TEXT.width(SERVICE_NOTE) + 2 * MARGIN);
    double width = inside + 2 * MARGIN;
    double legend = service + SERVICE + 14;
    double height = legend + Legend.HEIGHT;

    Canvas canvas = new Canvas();
    canvas.box(0.5, 0.5, width - 1, height - 1, 12, DrawingStyle.PAPER);
    canvas.box(MARGIN, service, inside, SERVICE, 8, DrawingStyle.SERVICE);
    canvas.words(
        width / 2,
        service + 9,
        SERVICE_NAME,
        FontSize.HEADING,
        Anchor.MIDDLE,
        DrawingStyle.INVERSE);
    canvas.words(
        width / 2, service + 33, SERVICE_NOTE, FontSize.TEXT, Anchor.MIDDLE, DrawingStyle.INVERSE);
    double x = (width - panelsWidth) / 2;
    for (EnvironmentPanel panel : panels) {
      panel.draw(canvas, x, levels);
      x += panel.width() + GAP;
    }
    Legend.draw(canvas, MARGIN, legend);
    return Svg.write(
        width, height, AltText.title(subjects), AltText.description(subjects), canvas.shapes());
  }
}
