package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import java.util.Optional;

/**
 * Something that has a name: an instance, a NAT gateway, an endpoint.
 *
 * @param instance whether it has the signs of a machine and of its role
 * @param note a second line; may be empty
 * @param address what stands for its public address; empty if it has none
 */
record ResourceBox(boolean instance, String name, String note, Optional<String> address)
    implements LayoutBlock {

  private static final double PADDING = 7;
  private static final double MACHINE = 25;
  private static final double KEY = 21;
  private static final double CHIP = 18;

  @Override
  public double width() {
    double texts =
        Math.max(
            FontSize.NAME.width(name),
            note.isEmpty() ? 0 : FontSize.NOTE.width(note) + (instance ? KEY : 0));
    return 2 * PADDING
        + (instance ? MACHINE : 0)
        + texts
        + address.map(ResourceBox::chip).orElse(0.0);
  }

  @Override
  public double height() {
    return note.isEmpty() ? 24 : 40;
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    canvas.box(x, y, width, height(), 4, DrawingStyle.CARD);
    double left = x + PADDING;
    if (instance) {
      canvas.machine(left, y + height() / 2 - 8.5);
      left += MACHINE;
    }
    canvas.words(left, y + 5, name, FontSize.NAME, Anchor.START, DrawingStyle.TEXT);
    if (!note.isEmpty()) {
      canvas.words(left, y + 21, note, FontSize.NOTE, Anchor.START, DrawingStyle.QUIET);
      if (instance) {
        canvas.key(left + FontSize.NOTE.width(note) + 5, y + 21 + FontSize.NOTE.line() / 2);
      }
    }
    address.ifPresent(text -> {
      double chip = chip(text) - PADDING;
      double edge = x + width - PADDING;
      canvas.box(edge - chip, y + height() / 2 - CHIP / 2, chip, CHIP, CHIP / 2, DrawingStyle.CHIP);
      canvas.words(
          edge - chip / 2,
          y + height() / 2 - FontSize.NOTE.line() / 2,
          text,
          FontSize.NOTE,
          Anchor.MIDDLE,
          DrawingStyle.ADDRESS);
    });
  }

  /** With the room at its left. */
  private static double chip(String text) {
    return FontSize.NOTE.width(text) + 14 + PADDING;
  }
}
