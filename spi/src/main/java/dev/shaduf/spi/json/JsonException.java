package dev.shaduf.spi.json;

/** Text that is not JSON; the message names line and column. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
