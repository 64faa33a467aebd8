package dev.shaduf.spi;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Shaduf: what happened in one sentence, and the next step.
 *
 * <p>Row failures are values, never exceptions.
 */
public final class ShadufException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Code code;
    private final String fix;

    /** Creates one without a cause. */
    public ShadufException(Code code, String message, String fix) {
        this(code, message, fix, null);
    }

    /** Creates one; {@code fix} is the next step as a sentence, or "". */
    public ShadufException(Code code, String message, String fix, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.fix = fix;
    }

    /** The code. */
    public Code code() {
        return code;
    }

    /** What to do next; "" where there is nothing to say. */
    public String fix() {
        return fix;
    }

    /** The message; never null. */
    public String message() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
