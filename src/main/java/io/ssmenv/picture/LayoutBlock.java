package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import java.util.Collection;

/** A part of the picture that computes its own size. */
interface LayoutBlock {

  /** The minimum width at which nothing is cut off. */
  double width();

  double height();

  /**
   * Draws the block.
   *
   * @param width at least {@link #width}
   */
  void draw(Canvas canvas, double x, double y, double width);

  static double maxWidth(Collection<? extends LayoutBlock> blocks) {
    return blocks.stream().mapToDouble(LayoutBlock::width).max().orElse(0);
  }

  static double maxHeight(Collection<? extends LayoutBlock> blocks) {
    return blocks.stream().mapToDouble(LayoutBlock::height).max().orElse(0);
  }
}
