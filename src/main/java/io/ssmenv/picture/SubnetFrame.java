package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.topology.Subnet;

/** The frame of a subnet, with its name and range above what is in it. */
final class SubnetFrame {

  /** The height of the label. */
  static final double LABEL = 24;

  static final double PADDING = 8;
  private static final double LABEL_GAP = 16;

  private SubnetFrame() {}

  static void draw(
      Canvas canvas,
      Subnet subnet,
      DrawingStyle style,
      double x,
      double y,
      double width,
      double height) {
    canvas.box(x, y, width, height, 6, style);
    canvas.text(x + PADDING, y + 6, label(subnet), FontStyle.NOTE, Anchor.START, DrawingStyle.TEXT);
    canvas.text(
        x + width - PADDING,
        y + 6,
        subnet.cidr(),
        FontStyle.CODE,
        Anchor.END,
        DrawingStyle.SECONDARY_TEXT);
  }

  static double labelWidth(Subnet subnet) {
    return LABEL_GAP + FontStyle.NOTE.width(label(subnet)) + FontStyle.CODE.width(subnet.cidr());
  }

  /** The width of a label whose two parts the connection separates. */
  static double splitLabelWidth(Subnet subnet) {
    return LABEL_GAP
        + 2 * Math.max(FontStyle.NOTE.width(label(subnet)), FontStyle.CODE.width(subnet.cidr()));
  }

  private static String label(Subnet subnet) {
    return "subnet " + subnet.key().name();
  }
}
