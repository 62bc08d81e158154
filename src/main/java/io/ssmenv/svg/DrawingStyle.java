package io.ssmenv.svg;

import java.util.Locale;
import java.util.Set;

/**
 * The styles of shapes, for light and dark mode. Each is a class in the style sheet of the picture.
 */
public enum DrawingStyle {
  PAGE("fill:#ffffff;stroke:#d0d7de", "fill:#0d1117;stroke:#30363d"),
  VPC("fill:#f6f8fa;stroke:#818b98", "fill:#151b23;stroke:#656c76"),
  WORKLOAD("fill:#e3effd;stroke:#8fb8e8", "fill:#0f2543;stroke:#2f5f9e"),
  PUBLIC("fill:#fdf3dc;stroke:#dcb967", "fill:#2d2309;stroke:#7a5f1c"),
  RESOURCE("fill:#ffffff;stroke:#b6c0cb", "fill:#0d1117;stroke:#4a535e"),
  SECURITY_GROUP("fill:none;stroke:#57606a;stroke-dasharray:4 3", "fill:none;stroke:#9198a1"),
  DIVIDER("fill:none;stroke:#b6c0cb;stroke-dasharray:2 4", "fill:none;stroke:#4a535e"),
  BADGE("fill:#fff1c2;stroke:#c69026", "fill:#3a2c07;stroke:#bb8009"),
  GATEWAY("fill:#ffffff;stroke:#1a7f37;stroke-width:1.5", "fill:#0d1117;stroke:#3fb950"),
  EXTERNAL("fill:#eaeef2;stroke:#b6c0cb", "fill:#262c36;stroke:#4a535e"),
  SERVICE("fill:#1a7f37;stroke:none", "fill:#196c2e;stroke:none"),
  CONNECTION("fill:none;stroke:#1a7f37;stroke-width:2.5", "fill:none;stroke:#3fb950"),
  CONNECTION_HEAD("fill:#1a7f37;stroke:none", "fill:#3fb950;stroke:none"),
  S3_CONNECTION("fill:none;stroke:#818b98;stroke-width:1.5", "fill:none;stroke:#818b98"),
  S3_CONNECTION_HEAD("fill:#818b98;stroke:none", "fill:#818b98;stroke:none"),
  BLOCKED(
      "fill:none;stroke:#cf222e;stroke-width:1.5;stroke-dasharray:3 3", "fill:none;stroke:#f85149"),
  NO_ENTRY("fill:#ffffff;stroke:#cf222e;stroke-width:2", "fill:#0d1117;stroke:#f85149"),
  FLOW("fill:none;stroke:#57606a;stroke-width:1.5", "fill:none;stroke:#9198a1"),
  FLOW_HEAD("fill:#57606a;stroke:none", "fill:#9198a1;stroke:none"),
  FLOW_PLANNED(
      "fill:none;stroke:#0969da;stroke-width:1.5;stroke-dasharray:5 4", "fill:none;stroke:#58a6ff"),
  FLOW_PLANNED_HEAD("fill:#0969da;stroke:none", "fill:#58a6ff;stroke:none"),
  FLOW_UNKNOWN("fill:none;stroke:#9a6700;stroke-width:2", "fill:none;stroke:#d29922"),
  FLOW_UNKNOWN_HEAD("fill:#9a6700;stroke:none", "fill:#d29922;stroke:none"),
  FLOW_BROKEN(
      "fill:none;stroke:#cf222e;stroke-width:2;stroke-dasharray:2 3", "fill:none;stroke:#f85149"),
  FLOW_BROKEN_HEAD("fill:#cf222e;stroke:none", "fill:#f85149;stroke:none"),
  OUTLINE_OK("fill:none;stroke:#1a7f37;stroke-width:1.5", "fill:none;stroke:#3fb950"),
  OUTLINE_PLANNED(
      "fill:none;stroke:#0969da;stroke-width:1.5;stroke-dasharray:5 4", "fill:none;stroke:#58a6ff"),
  OUTLINE_CHANGED("fill:none;stroke:#0969da;stroke-width:1.5", "fill:none;stroke:#58a6ff"),
  OUTLINE_UNKNOWN("fill:none;stroke:#9a6700;stroke-width:1.5", "fill:none;stroke:#d29922"),
  OUTLINE_BROKEN("fill:none;stroke:#cf222e;stroke-width:2.5", "fill:none;stroke:#f85149"),
  SIGN_OK("fill:#1a7f37;stroke:none", "fill:#238636;stroke:none"),
  SIGN_PLANNED("fill:#0969da;stroke:none", "fill:#1f6feb;stroke:none"),
  SIGN_UNKNOWN("fill:#9a6700;stroke:none", "fill:#9e6a03;stroke:none"),
  SIGN_BROKEN("fill:#cf222e;stroke:none", "fill:#da3633;stroke:none"),
  SIGN_STROKE("fill:none;stroke:#ffffff;stroke-width:1.7", "fill:none;stroke:#ffffff"),
  TERMINAL("fill:#22272e;stroke:#57606a", "fill:#010409;stroke:#4a535e"),
  TERMINAL_BUTTON("fill:#57606a;stroke:none", "fill:#4a535e;stroke:none"),
  TERMINAL_TEXT("fill:#e6edf3", "fill:#e6edf3"),
  TERMINAL_MARK("fill:#12402a;stroke:#3fb950", "fill:#12402a;stroke:#3fb950"),
  TERMINAL_MARKED_TEXT("fill:#aff5b4", "fill:#aff5b4"),
  MARK("fill:#dafbe1;stroke:#1a7f37", "fill:#12402a;stroke:#3fb950"),
  ICON("fill:none;stroke:#57606a;stroke-width:1.5", "fill:none;stroke:#9198a1"),
  TEXT("fill:#1f2328", "fill:#f0f6fc"),
  SECONDARY_TEXT("fill:#57606a", "fill:#9da7b3"),
  BADGE_TEXT("fill:#6d4c00", "fill:#f2cc60"),
  INVERSE_TEXT("fill:#ffffff", "fill:#ffffff");

  private final String light;
  private final String dark;

  DrawingStyle(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The name of the CSS class. */
  public String cssClass() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The style sheet with some styles. The rules for dark mode contain only the differences. */
  static String styleSheet(Set<DrawingStyle> used) {
    StringBuilder rules = new StringBuilder();
    StringBuilder dark = new StringBuilder();
    for (DrawingStyle style : used) {
      rules.append("\n.").append(style.cssClass()).append('{').append(style.light).append('}');
      if (!style.dark.equals(style.light)) {
        dark.append("\n.").append(style.cssClass()).append('{').append(style.dark).append('}');
      }
    }
    return rules + "\n@media (prefers-color-scheme: dark){" + dark + "\n}\n";
  }
}
