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
record Card(boolean instance, String name, String note, Optional<String> address) implements Block {

  private static final double PADDING = 7;
  private static final double MACHINE = 25;
  private static final double KEY = 21;
  private static final double CHIP = 18;

  @Override
  public double width() {
    double texts =
        Math.max(
            Type.NAME.width(name),
            note.isEmpty() ? 0 : Type.NOTE.width(note) + (instance ? KEY : 0));
    return 2 * PADDING + (instance ? MACHINE : 0) + texts + address.map(Card::chip).orElse(0.0);
  }

  @Override
  public double height() {
    return note.isEmpty() ? 24 : 40;
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    canvas.box(x, y, width, height(), 4, Ink.CARD);
    double left = x + PADDING;
    if (instance) {
      canvas.machine(left, y + height() / 2 - 8.5);
      left += MACHINE;
    }
    canvas.words(left, y + 5, name, Type.NAME, Anchor.START, Ink.TEXT);
    if (!note.isEmpty()) {
      canvas.words(left, y + 21, note, Type.NOTE, Anchor.START, Ink.QUIET);
      if (instance) {
        canvas.key(left + Type.NOTE.width(note) + 5, y + 21 + Type.NOTE.line() / 2);
      }
    }
    address.ifPresent(text -> {
      double chip = chip(text) - PADDING;
      double edge = x + width - PADDING;
      canvas.box(edge - chip, y + height() / 2 - CHIP / 2, chip, CHIP, CHIP / 2, Ink.CHIP);
      canvas.words(
          edge - chip / 2,
          y + height() / 2 - Type.NOTE.line() / 2,
          text,
          Type.NOTE,
          Anchor.MIDDLE,
          Ink.ADDRESS);
    });
  }

  /** With the room at its left. */
  private static double chip(String text) {
    return Type.NOTE.width(text) + 14 + PADDING;
  }
}
