package dev.shaduf.server;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses to listen on, as they are written. */
public final class Addresses {

    /** Where a server listens unless it is said. */
    public static final String USUAL = "127.0.0.1:8080";

    private static final Pattern FORM =
            Pattern.compile("(?:(\\[[0-9a-fA-F:.]+\\]|[^:\\[\\]\\s]*):)?(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    private Addresses() {}

    /** Reads {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code :8080} (all of this machine's). */
    public static InetSocketAddress read(String written) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches() || Integer.parseInt(form.group(2)) > LAST_PORT) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "'" + written + "' is no address to listen on.",
                    "Write host and port, such as '" + USUAL + "'.");
        }
        String host =
                form.group(1) == null ? "127.0.0.1" : form.group(1).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(form.group(2));
        InetSocketAddress read = new InetSocketAddress(host.isEmpty() ? "0.0.0.0" : host, port);
        if (read.isUnresolved()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "'" + host + "', where to listen, is no known host.",
                    "Write an address of this machine, such as '" + USUAL + "'.");
        }
        return read;
    }
}
