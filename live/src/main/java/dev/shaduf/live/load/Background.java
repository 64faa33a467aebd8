package dev.shaduf.live.load;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Where calls and loading want the same cores, calls go first: a caller waits for his answer, and
 * for the log nobody waits. Threads that one of the background starts, as those of an embedded
 * warehouse that it opens, are of the background too.
 */
final class Background {

    /** Leaves a thread a fifteenth of others' share, and all that they do not need. */
    static final int NICER = 12;

    private Background() {}

    /** Takes the present thread there for good; only Linux knows of a thread's own place. */
    static void enter() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor ofInt =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        linker.defaultLookup()
                .find("nice")
                .ifPresent(function -> call(linker.downcallHandle(function, ofInt)));
    }

    private static void call(MethodHandle nice) {
        try {
            int unused = (int) nice.invokeExact(NICER);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it is a function of C: it throws nothing
        }
    }
}
