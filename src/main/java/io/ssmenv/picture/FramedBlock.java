package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import java.util.ArrayList;
import java.util.List;

/** A block with a frame around it. */
record FramedBlock(DrawingStyle style, LayoutBlock content) implements LayoutBlock {

  private static final double PADDING = 7;
  private static final double RADIUS = 5;

  static FramedBlock of(DrawingStyle style, LayoutBlock first, List<? extends LayoutBlock> more) {
    List<LayoutBlock> content = new ArrayList<>(List.of(first));
    content.addAll(more);
    return new FramedBlock(style, new BlockStack(content));
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
    canvas.box(x, y, width, height(), RADIUS, style);
    content.draw(canvas, x + PADDING, y + PADDING, width - 2 * PADDING);
  }
}
