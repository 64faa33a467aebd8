package dev.shaduf.engine.report;

import java.util.List;
import java.util.Locale;

/** Grows a drawing of SVG; its colours are classes of the page's style. For one thread. */
final class Drawing {

    private final int width;
    private final int height;
    private final String title;
    private final StringBuilder body = new StringBuilder();

    /**
     * @param title what it shows, for those who cannot see it
     */
    Drawing(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    /** A point in pixels, from the upper left. */
    record Point(double x, double y) {}

    /** A text as HTML shows it; control characters as a sign. */
    static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", "\u00b7")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** A box; the tip shows where it is pointed at. */
    Drawing box(Point corner, Point size, String kind, String tip) {
        body.append(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\">"
                        .formatted(
                                kind,
                                pixels(corner.x()),
                                pixels(corner.y()),
                                pixels(Math.max(0.5, size.x())),
                                pixels(Math.max(0.5, size.y()))));
        body.append("<title>").append(escaped(tip)).append("</title></rect>");
        return this;
    }

    /**
     * A text.
     *
     * @param anchor start, middle or end: what of it is at the point
     */
    Drawing text(Point at, String anchor, String kind, String text) {
        body.append(
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                        .formatted(kind, pixels(at.x()), pixels(at.y()), anchor, escaped(text)));
        return this;
    }

    /** A line through points. */
    Drawing line(List<Point> points, String kind) {
        String path =
                String.join(
                        " ",
                        points.stream().map(p -> pixels(p.x()) + "," + pixels(p.y())).toList());
        body.append("<polyline class=\"%s\" points=\"%s\"/>".formatted(kind, path));
        return this;
    }

    /** A dot; the tip shows where it is pointed at. */
    Drawing dot(Point at, String kind, String tip) {
        body.append(
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4\"><title>%s</title></circle>"
                        .formatted(kind, pixels(at.x()), pixels(at.y()), escaped(tip)));
        return this;
    }

    /** The element. */
    String svg() {
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s</svg>\n"
                .formatted(width, height, escaped(title), body);
    }
}
