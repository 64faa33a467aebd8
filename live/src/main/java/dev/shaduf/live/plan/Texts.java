package dev.shaduf.live.plan;

import dev.shaduf.live.column.Token;
import dev.shaduf.live.column.Token.Kind;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a text must be.
 *
 * @param message what is said where it is not
 */
record Texts(String word, Predicate<String> holds, String message) implements Rule {

    /** A regular expression may take so many steps for each event: some would take years. */
    private static final int STEPS = 200_000;

    /** The word {@code pattern}. */
    static Texts pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Texts("pattern", text -> finds(pattern, text), "does not match " + regex);
    }

    /** The words {@code minLength} and {@code maxLength}. */
    static Texts length(String word, long limit) {
        boolean least = word.equals("minLength");
        return new Texts(
                word,
                text -> {
                    int length = text.codePointCount(0, text.length());
                    return least ? length >= limit : length <= limit;
                },
                "has " + (least ? "fewer" : "more") + " than " + limit + " characters");
    }

    /** The word {@code format}. */
    static Texts format(String name) {
        return new Texts("format", Formats.of(name), "is no " + name);
    }

    /** Whether a part of the text matches; one that takes too long to tell does not. */
    static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Steps(text, 0, text.length(), new int[] {STEPS})).find();
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public void check(Token value, Path at, Report report) {
        if (value.kind == Kind.STRING && !holds.test(value.text())) {
            report.add(at, word, message);
        }
    }

    /** Matching a text took more steps than it may. */
    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** A text that can be looked at so often. */
    private record Steps(String text, int from, int to, int[] left) implements CharSequence {

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooManySteps();
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Steps(text, from + start, from + end, left);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
