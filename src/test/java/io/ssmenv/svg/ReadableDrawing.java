package io.ssmenv.svg;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.svg.Drawing.Part;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Asserts that everything in a drawing can be read: its structure, and not how it looks. */
public final class ReadableDrawing {

  private ReadableDrawing() {}

  /** Returns the drawing, in which no text is cut off or crossed, and no box cuts another. */
  public static Drawing of(String svg) {
    Drawing drawing = Drawing.read(svg);
    assertThat(drawing.title()).isNotEmpty();
    assertThat(drawing.description()).isNotEmpty();
    assertThat(svg.chars()).as("encoded as ASCII").allMatch(letter -> letter <= '~');
    List<Part> texts = drawing.texts();
    assertThat(texts).allMatch(text -> drawing.page().contains(grown(text.bounds(), 6)));
    for (Part text : texts) {
      assertThat(texts)
          .filteredOn(other -> other.order() > text.order())
          .as("over '%s' at %s", text.text(), text.bounds())
          .noneMatch(other -> other.bounds().intersects(grown(text.bounds(), -0.5)));
      assertThat(drawing.parts())
          .filteredOn(part ->
              part.outlines().stream()
                  .anyMatch(line -> line.intersects(grown(text.bounds(), -0.5))))
          .as("crosses '%s' at %s", text.text(), text.bounds())
          .isEmpty();
    }
    List<Part> boxes = drawing.parts().stream().filter(part -> isBox(part)).toList();
    for (Part box : boxes) {
      assertThat(boxes)
          .filteredOn(other -> other.order() > box.order())
          .as("overlaps %s", box)
          .allMatch(other ->
              !other.bounds().intersects(grown(box.bounds(), -0.5))
                  || box.bounds().contains(grown(other.bounds(), -0.5))
                  || other.bounds().contains(grown(box.bounds(), -0.5)));
    }
    return drawing;
  }

  private static boolean isBox(Part part) {
    return !part.isText() && part.outlines().size() == 4 && part.bounds().getWidth() > 14;
  }

  private static Rectangle2D grown(Rectangle2D box, double by) {
    return new Rectangle2D.Double(
        box.getX() - by, box.getY() - by, box.getWidth() + 2 * by, box.getHeight() + 2 * by);
  }
}
