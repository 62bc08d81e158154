package io.ssmenv.graph.render;

import io.ssmenv.graph.GraphArrow;
import io.ssmenv.graph.Mark;
import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.Shape.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arrows from the subnets. To the right of each column they join others with the same target in
 * a lane. The lanes lead to a NAT gateway in the same column, or down to the lanes that connect the
 * columns with each other and with the gateways of the VPC.
 */
final class Wiring {

  static final double LANE = 9;
  static final double MARGIN = 9;

  /** Arrows that share their lanes. */
  private record Bundle(String target, Mark mark) {}

  /**
   * An arrow from a subnet.
   *
   * @param column of the subnet
   * @param target the column of the target; empty for one of the gateways of the VPC
   */
  private record Wire(int column, Bundle bundle, Optional<Integer> target) {}

  /** Where an arrow begins. */
  private record Start(int column, Bundle bundle, Point point) {}

  private final List<Wire> wires = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();

  /** Announces an arrow, so that there is room for it. */
  void add(int column, GraphArrow arrow, Optional<Integer> targetColumn) {
    arrow
        .to()
        .ifPresent(to -> wires.add(new Wire(column, new Bundle(to, arrow.mark()), targetColumn)));
  }

  /** Says where an arrow begins. */
  void start(int column, GraphArrow arrow, double x, double y) {
    arrow
        .to()
        .ifPresent(
            to -> starts.add(new Start(column, new Bundle(to, arrow.mark()), new Point(x, y))));
  }

  /** The width of the lanes to the right of a column. */
  double gutter(int column) {
    int lanes = lanes(column).size();
    return lanes == 0 ? 0 : 2 * MARGIN + (lanes - 1) * LANE;
  }

  /** The height of the lanes below the columns. */
  double busHeight() {
    return 2 * MARGIN + Math.max(0, bus().size() - 1) * LANE;
  }

  /**
   * From the inside to the outside. Those to a NAT gateway beside them are inside; of the others,
   * that of a lower arrow is inside, so that it does not cross that of an upper one.
   */
  private List<Bundle> lanes(int column) {
    List<Bundle> all =
        wires.stream()
            .filter(wire -> wire.column() == column || wire.target().equals(Optional.of(column)))
            .map(Wire::bundle)
            .distinct()
            .toList();
    Set<Bundle> beside =
        wires.stream()
            .filter(wire -> wire.target().equals(Optional.of(column)))
            .map(Wire::bundle)
            .collect(Collectors.toSet());
    return Stream.concat(
            all.stream().filter(beside::contains),
            all.reversed().stream().filter(bundle -> !beside.contains(bundle)))
        .toList();
  }

  private List<Bundle> bus() {
    return wires.stream()
        .filter(wire -> !wire.target().equals(Optional.of(wire.column())))
        .map(Wire::bundle)
        .distinct()
        .toList();
  }

  /**
   * The places of everything.
   *
   * @param lanes the left edge of the lanes of each column
   * @param bus the upper edge of the lanes below the columns
   * @param nats the point at the right edge of each NAT gateway
   * @param gateways the left and right ends of the upper edge of each gateway
   */
  record Places(
      List<Double> lanes, double bus, Map<String, Point> nats, Map<String, List<Point>> gateways) {}

  /** The ends of a straight part of a lane. */
  private static final class Reach {
    private double from = Double.POSITIVE_INFINITY;
    private double to = Double.NEGATIVE_INFINITY;

    void include(double value) {
      from = Math.min(from, value);
      to = Math.max(to, value);
    }
  }

  void draw(Canvas canvas, Places places) {
    Map<Integer, Map<Bundle, Reach>> vertical = new TreeMap<>();
    Map<Bundle, Reach> horizontal = new LinkedHashMap<>();
    for (Start start : starts) {
      Bundle bundle = start.bundle();
      double x = laneX(places, start.column(), bundle);
      canvas.line(style(bundle).line(), start.point(), new Point(x, start.point().y()));
      reach(vertical, start.column(), bundle).include(start.point().y());
    }
    for (Wire wire : wires.stream().distinct().toList()) {
      Bundle bundle = wire.bundle();
      boolean isNear = wire.target().equals(Optional.of(wire.column()));
      if (!isNear) {
        double y = busY(places, bundle);
        reach(vertical, wire.column(), bundle).include(y);
        Reach bus = horizontal.computeIfAbsent(bundle, _ -> new Reach());
        bus.include(laneX(places, wire.column(), bundle));
        wire.target()
            .ifPresent(column -> {
              bus.include(laneX(places, column, bundle));
              reach(vertical, column, bundle).include(y);
            });
        if (wire.target().isEmpty()) {
          bus.include(entryX(places, bundle));
        }
      }
      wire.target()
          .ifPresent(column -> reach(vertical, column, bundle).include(nat(places, bundle).y()));
    }
    vertical.forEach((column, lanes) ->
        lanes.forEach((bundle, reach) -> {
          double x = laneX(places, column, bundle);
          canvas.line(style(bundle).line(), new Point(x, reach.from), new Point(x, reach.to));
        }));
    horizontal.forEach((bundle, reach) -> {
      double y = busY(places, bundle);
      canvas.line(style(bundle).line(), new Point(reach.from, y), new Point(reach.to, y));
    });
    wires.stream()
        .map(wire -> new Wire(wire.target().orElse(-1), wire.bundle(), wire.target()))
        .distinct()
        .forEach(wire -> drawEnd(canvas, places, wire));
  }

  private void drawEnd(Canvas canvas, Places places, Wire wire) {
    Bundle bundle = wire.bundle();
    MarkStyle style = style(bundle);
    if (wire.target().isPresent()) {
      Point nat = nat(places, bundle);
      double x = laneX(places, wire.target().get(), bundle);
      canvas.arrow(style.line(), style.head(), new Point(x, nat.y()), nat);
    } else {
      double x = entryX(places, bundle);
      double y = places.gateways().getOrDefault(bundle.target(), List.of()).getFirst().y();
      canvas.arrow(style.line(), style.head(), new Point(x, busY(places, bundle)), new Point(x, y));
    }
  }

  private static MarkStyle style(Bundle bundle) {
    return MarkStyle.of(bundle.mark());
  }

  private static Reach reach(Map<Integer, Map<Bundle, Reach>> all, int column, Bundle bundle) {
    return all.computeIfAbsent(column, _ -> new LinkedHashMap<>())
        .computeIfAbsent(bundle, _ -> new Reach());
  }

  private double laneX(Places places, int column, Bundle bundle) {
    return places.lanes().get(column) + MARGIN + lanes(column).indexOf(bundle) * LANE;
  }

  private double busY(Places places, Bundle bundle) {
    return places.bus() + MARGIN + bus().indexOf(bundle) * LANE;
  }

  private static Point nat(Places places, Bundle bundle) {
    Point found = places.nats().get(bundle.target());
    if (found == null) {
      throw new IllegalStateException("There is no NAT gateway " + bundle.target());
    }
    return found;
  }

  /** Arrows with different marks reach the same gateway side by side. */
  private double entryX(Places places, Bundle bundle) {
    List<Bundle> same =
        bus().stream().filter(other -> other.target().equals(bundle.target())).toList();
    List<Point> edge = places.gateways().getOrDefault(bundle.target(), List.of());
    double share = (same.indexOf(bundle) + 1.0) / (same.size() + 1);
    return edge.getFirst().x() + (edge.getLast().x() - edge.getFirst().x()) * share;
  }
}
