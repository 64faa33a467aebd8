package dev.shaduf.engine.project;

import java.util.regex.Pattern;

/** Lines of files as they may be shown. */
final class Excerpts {

    private static final String KEY =
            "(?:pass|secret|token|credential|api_?key|private_?key|auth|bearer)[\\w-]*[\"']?";
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("(" + KEY + "\\s*[:=]\\s*)([^$\\s].*)", Pattern.CASE_INSENSITIVE);

    private Excerpts() {}

    /**
     * The line without secrets. In broken YAML no setting is known to be secret, so that whatever
     * follows a key that sounds secret is covered.
     */
    static String masked(String line, String code, Secrets secrets) {
        String masked = secrets.maskInPlace(line);
        if (!code.equals("broken_yaml")) {
            return masked;
        }
        return SOUNDS_SECRET
                .matcher(masked)
                .replaceAll(m ->
                        m.group(1).replace("\\", "\\\\").replace("$", "\\$")
                                + "*".repeat(m.group(2).length()));
    }
}
