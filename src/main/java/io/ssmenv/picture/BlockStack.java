package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import java.util.List;

/** A vertical stack of blocks, all with the width of the stack. */
record BlockStack(List<? extends LayoutBlock> blocks) implements LayoutBlock {

  private static final double GAP = 6;

  @Override
  public double width() {
    return LayoutBlock.maxWidth(blocks);
  }

  @Override
  public double height() {
    return blocks.stream().mapToDouble(LayoutBlock::height).sum() + GAP * (blocks.size() - 1);
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    double top = y;
    for (LayoutBlock block : blocks) {
      block.draw(canvas, x, top, width);
      top += block.height() + GAP;
    }
  }
}
