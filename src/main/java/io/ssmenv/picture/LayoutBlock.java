package io.ssmenv.picture;

import java.util.Collection;

/** A part of the picture that knows how much room it needs. */
interface LayoutBlock {

  /** The least width in which nothing is cut off. */
  double width();

  double height();

  /**
   * @param width at least {@link #width}
   */
  void draw(Canvas canvas, double x, double y, double width);

  static double widest(Collection<? extends LayoutBlock> blocks) {
    return blocks.stream().mapToDouble(LayoutBlock::width).max().orElse(0);
  }

  static double highest(Collection<? extends LayoutBlock> blocks) {
    return blocks.stream().mapToDouble(LayoutBlock::height).max().orElse(0);
  }
}
