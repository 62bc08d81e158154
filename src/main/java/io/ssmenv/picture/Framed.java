package io.ssmenv.picture;

import java.util.ArrayList;
import java.util.List;

/** A block in a frame. */
record Framed(Ink ink, Block content) implements Block {

  private static final double PADDING = 7;
  private static final double RADIUS = 5;

  static Framed of(Ink ink, Block first, List<? extends Block> more) {
    List<Block> content = new ArrayList<>(List.of(first));
    content.addAll(more);
    return new Framed(ink, new Stack(content));
  }

  @Override
  public double width() {
    return content.width() + 2 * PADDING;
  }

  @Override
  public double height() {
    return content.height() + 2 * PADDING;
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    canvas.box(x, y, width, height(), RADIUS, ink);
    content.draw(canvas, x + PADDING, y + PADDING, width - 2 * PADDING);
  }
}
