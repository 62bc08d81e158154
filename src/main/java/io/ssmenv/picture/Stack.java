package io.ssmenv.picture;

import java.util.List;

/** Blocks one below the other, all as wide as the stack. */
record Stack(List<? extends Block> blocks) implements Block {

  private static final double GAP = 6;

  @Override
  public double width() {
    return Block.widest(blocks);
  }

  @Override
  public double height() {
    return blocks.stream().mapToDouble(Block::height).sum() + GAP * (blocks.size() - 1);
  }

  @Override
  public void draw(Canvas canvas, double x, double y, double width) {
    double top = y;
    for (Block block : blocks) {
      block.draw(canvas, x, top, width);
      top += block.height() + GAP;
    }
  }
}
