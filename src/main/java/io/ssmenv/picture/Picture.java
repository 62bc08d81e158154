package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Svg;
import java.util.List;

/**
 * A picture of VPCs side by side, with the environments in them: where their instances are, how
 * they connect to Systems Manager, and that nothing can connect to them. Every box, name, route and
 * rule comes from the topologies.
 */
public final class Picture {

  private static final double MARGIN = 18;
  private static final double GAP = 18;
  private static final double EXTERNAL_GAP = 52;
  private static final double SERVICE_HEIGHT = 58;
  private static final String SERVICE_NAME = "AWS Systems Manager";
  private static final String SERVICE_NOTE =
      "Sessions, commands and patches. The agents connect to it; nothing connects to the agents.";

  private Picture() {}

  /**
   * Draws environments.
   *
   * @param inputs one or more environments with their own VPCs, drawn from left to right
   * @return an SVG document; the same inputs give the same document
   */
  public static String of(List<DiagramInput> inputs) {
    List<VpcPanel> panels = inputs.stream().map(VpcPanel::new).toList();
    double headerHeight = panels.stream().mapToDouble(VpcPanel::headerHeight).max().orElse(0);
    double bodyHeight = panels.stream().mapToDouble(VpcPanel::bodyHeight).max().orElse(0);
    double vpc = MARGIN + headerHeight;
    double external = vpc + bodyHeight + EXTERNAL_GAP;
    double service = external + ServiceConnections.HEIGHT + 30;
    VpcPanel.Levels levels = new VpcPanel.Levels(MARGIN, vpc, vpc + bodyHeight, external, service);
    double panelsWidth =
        panels.stream().mapToDouble(VpcPanel::width).sum() + GAP * (panels.size() - 1);
    double contentWidth =
        Math.max(
            Math.max(panelsWidth, Legend.width()), FontStyle.TEXT.width(SERVICE_NOTE) + 2 * MARGIN);
    double width = contentWidth + 2 * MARGIN;
    double legend = service + SERVICE_HEIGHT + 14;
    double height = legend + Legend.HEIGHT;

    Canvas canvas = new Canvas();
    canvas.box(0.5, 0.5, width - 1, height - 1, 12, DrawingStyle.PAGE);
    canvas.box(MARGIN, service, contentWidth, SERVICE_HEIGHT, 8, DrawingStyle.SERVICE);
    canvas.text(
        width / 2,
        service + 9,
        SERVICE_NAME,
        FontStyle.HEADING,
        Anchor.MIDDLE,
        DrawingStyle.INVERSE_TEXT);
    canvas.text(
        width / 2,
        service + 33,
        SERVICE_NOTE,
        FontStyle.TEXT,
        Anchor.MIDDLE,
        DrawingStyle.INVERSE_TEXT);
    double x = (width - panelsWidth) / 2;
    for (VpcPanel panel : panels) {
      panel.draw(canvas, x, levels);
      x += panel.width() + GAP;
    }
    Legend.draw(canvas, MARGIN, legend);
    return Svg.write(
        width, height, AltText.title(inputs), AltText.description(inputs), canvas.shapes());
  }
}
