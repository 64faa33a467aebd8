package dev.shaduf.cli.terminal;

import org.jspecify.annotations.Nullable;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the output may use.
 *
 * @param width columns, 80 at least
 * @param colour whether colours may be used
 * @param live whether a line may be drawn again and again
 */
public record Looks(int width, boolean colour, boolean live) {

    private static final int NARROWEST = 80;
    private static final int UNKNOWN = 100;

    /** For pipes and files: no colour, nothing moves, and long cells are kept for a while. */
    public static final Looks PIPED = new Looks(UNKNOWN, false, false);

    /** What this process's terminal and environment allow. */
    public static Looks detect() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return of(System.getenv(), terminal ? terminalWidth() : null);
    }

    /** From the environment and the terminal's width; null where there is no terminal. */
    static Looks of(Map<String, String> environment, @Nullable Integer terminalWidth) {
        int given = number(environment.getOrDefault("COLUMNS", ""));
        if (terminalWidth == null) {
            return given == 0 ? PIPED : new Looks(Math.max(NARROWEST, given), false, false);
        }
        int width = given == 0 ? terminalWidth : given;
        boolean smart = !"dumb".equals(environment.get("TERM"));
        boolean colour = smart && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Looks(Math.max(NARROWEST, width), colour, smart);
    }

    private static int terminalWidth() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return NARROWEST;
            }
            byte[] answer = stty.getInputStream().readAllBytes();
            String[] size = new String(answer, StandardCharsets.US_ASCII).trim().split(" ");
            return number(size[size.length - 1]);
        } catch (IOException e) {
            return NARROWEST;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NARROWEST;
        }
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }
}
