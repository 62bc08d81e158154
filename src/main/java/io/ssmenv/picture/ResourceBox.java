package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import java.util.Optional;

/**
 * A box with the name of a resource: an instance, a NAT gateway or an endpoint.
 *
 * @param isInstance whether to draw the icons of an instance and of its role
 * @param note a second line; may be empty
 * @param address the text of the badge for its public address; empty if it has none
 */
record ResourceBox(boolean isInstance, String name, String note, Optional<String> address)
    implements LayoutBlock {

  private static final double PADDING = 7;
  private static final double INSTANCE_ICON = 25;
  private static final double ROLE_ICON = 21;
  private static final double BADGE_HEIGHT = 18;

  @Override
  public double width() {
    double texts =
        Math.max(
            FontStyle.NAME.width(name),
            note.isEmpty() ? 0 : FontStyle.NOTE.width(note) + (isInstance ? ROLE_ICON : 0));
    return 2 * PADDING
        + (isInstance ? INSTANCE_ICON : 0)
        + texts
        + address.map(ResourceBox::badgeWidth).orElse(0.0);
  }

  @Override
  public double height() {
    return note.isEmpty() ? 24 : 40;
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    canvas.box(x, y, width, height(), 4, DrawingStyle.RESOURCE);
    double left = x + PADDING;
    if (isInstance) {
      canvas.instanceIcon(left, y + height() / 2 - 8.5);
      left += INSTANCE_ICON;
    }
    canvas.text(left, y + 5, name, FontStyle.NAME, Anchor.START, DrawingStyle.TEXT);
    if (!note.isEmpty()) {
      canvas.text(left, y + 21, note, FontStyle.NOTE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
      if (isInstance) {
        canvas.roleIcon(
            left + FontStyle.NOTE.width(note) + 5, y + 21 + FontStyle.NOTE.lineHeight() / 2);
      }
    }
    address.ifPresent(text -> {
      double badgeWidth = badgeWidth(text) - PADDING;
      double edge = x + width - PADDING;
      canvas.box(
          edge - badgeWidth,
          y + height() / 2 - BADGE_HEIGHT / 2,
          badgeWidth,
          BADGE_HEIGHT,
          BADGE_HEIGHT / 2,
          DrawingStyle.BADGE);
      canvas.text(
          edge - badgeWidth / 2,
          y + height() / 2 - FontStyle.NOTE.lineHeight() / 2,
          text,
          FontStyle.NOTE,
          Anchor.MIDDLE,
          DrawingStyle.BADGE_TEXT);
    });
  }

  /** The width of the badge, with the gap to its left. */
  private static double badgeWidth(String text) {
    return FontStyle.NOTE.width(text) + 14 + PADDING;
  }
}
