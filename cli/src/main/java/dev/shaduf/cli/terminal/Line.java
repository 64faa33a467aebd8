package dev.shaduf.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of styled text. Control characters become visible signs, so that no value from a
 * warehouse or a tool can break a table or command the terminal. Immutable.
 */
public final class Line {

    /** Nothing. */
    public static final Line EMPTY = new Line(List.of());

    private final List<Span> spans;

    private record Span(String text, Ink ink) {}

    private Line(List<Span> spans) {
        this.spans = spans;
    }

    /** A plain line. */
    public static Line of(String text) {
        return of(text, Ink.PLAIN);
    }

    /** A line in one colour. */
    public static Line of(String text, Ink ink) {
        return text.isEmpty() ? EMPTY : new Line(List.of(new Span(visible(text), ink)));
    }

    /** This line and more. */
    public Line plus(String text) {
        return plus(of(text));
    }

    /** This line and more in a colour. */
    public Line plus(String text, Ink ink) {
        return plus(of(text, ink));
    }

    /** This line and another. */
    public Line plus(Line other) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(other.spans);
        return new Line(List.copyOf(all));
    }

    /** How many columns it takes. */
    public int width() {
        return spans.stream().mapToInt(span -> Widths.of(span.text)).sum();
    }

    /** This line in at most so many columns; what was cut is shown by a final …. */
    public Line cut(int columns) {
        if (width() <= columns) {
            return this;
        }
        List<Span> kept = new ArrayList<>();
        int left = columns;
        for (Span span : spans) {
            int width = Widths.of(span.text);
            if (width >= left) {
                kept.add(new Span(Widths.cut(span.text + " ", left), span.ink));
                break;
            }
            kept.add(span);
            left -= width;
        }
        return new Line(List.copyOf(kept));
    }

    /** This line with spaces behind it, to be at least so wide. */
    public Line padded(int columns) {
        return plus(" ".repeat(Math.max(0, columns - width())));
    }

    /** This line with spaces before it, to be at least so wide. */
    public Line right(int columns) {
        return of(" ".repeat(Math.max(0, columns - width()))).plus(this);
    }

    /** The text without colours. */
    public String plain() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /** The text with the terminal's colour codes. */
    public String coloured() {
        return spans.stream().map(s -> s.ink.on(s.text)).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return plain();
    }

    private static String visible(String text) {
        if (text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(Line::visible).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int visible(int c) {
        return switch (c) {
            case '\n' -> '⏎';
            case '\t' -> ' ';
            default -> Character.isISOControl(c) ? '�' : c;
        };
    }
}
