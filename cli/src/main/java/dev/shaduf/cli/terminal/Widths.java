package dev.shaduf.cli.terminal;

/** How many columns of a terminal a text takes: wide scripts and emoji two, marks none. */
final class Widths {

    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private Widths() {}

    static int of(String text) {
        return text.codePoints().map(Widths::of).sum();
    }

    /** The text in at most so many columns; what was cut is shown by a final …. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = columns - 1;
        for (int c : text.codePoints().toArray()) {
            left -= of(c);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.append('…').toString();
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return isModifier(c) ? 0 : 2;
            }
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> 1;
        };
    }

    /** The skin colours of emoji, which join the character before them. */
    private static boolean isModifier(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF;
    }
}
