package io.ssmenv.svg;

/**
 * The font styles of the picture. The font of the viewer is unknown, so text widths are computed
 * for DejaVu Sans, which is wider than the other common sans-serif fonts.
 */
public enum FontStyle {
  HEADING(16, true, false),
  NAME(12.5, true, false),
  TEXT(12.5, false, false),
  NOTE(11.5, false, false),
  CODE(11, false, true);

  /** The height above the baseline, as a fraction of the font size. */
  public static final double ASCENT = 0.93;

  /** The height below the baseline, as a fraction of the font size. */
  public static final double DESCENT = 0.24;

  /** Advance widths in thousandths of the font size, from the space to the tilde. */
  private static final String REGULAR_WIDTHS =
      """
      318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 \
      636 636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 \
      748 787 603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 \
      615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 \
      337 636 838\
      """;

  private static final String BOLD_WIDTHS =
      """
      348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 \
      696 696 696 400 400 838 838 838 580 1000 774 762 734 830 683 683 821 837 372 372 775 637 995 \
      837 850 733 850 770 720 682 812 774 1103 771 724 725 457 365 457 838 500 500 675 716 593 716 \
      678 435 716 712 343 343 665 343 1042 712 687 716 716 493 595 478 712 652 924 645 652 582 712 \
      365 712 838\
      """;

  private static final int MAX_WIDTH = 1103;
  private static final int MONOSPACED_WIDTH = 602;

  private final double size;
  private final boolean bold;
  private final boolean monospaced;

  FontStyle(double size, boolean bold, boolean code) {
    this.size = size;
    this.bold = bold;
    this.monospaced = code;
  }

  public double size() {
    return size;
  }

  public boolean bold() {
    return bold;
  }

  /** Whether all characters have the same width. */
  public boolean monospaced() {
    return monospaced;
  }

  /** The height of a line of text. */
  public double lineHeight() {
    return size * (ASCENT + DESCENT);
  }

  /** The maximum width of a text. */
  public double width(String text) {
    if (monospaced) {
      return text.length() * size * MONOSPACED_WIDTH / 1000;
    }
    String[] widths = (bold ? BOLD_WIDTHS : REGULAR_WIDTHS).split(" ", -1);
    return size
        / 1000
        * text.chars()
            .map(letter ->
                letter >= ' ' && letter <= '~' ? Integer.parseInt(widths[letter - ' ']) : MAX_WIDTH)
            .sum();
  }
}
