package dev.shaduf.live.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * How much a thread gives way to others that want the same processor. Loading may wait, a client's
 * call may not: on a small machine the threads that load, and those of an embedded warehouse that
 * they open, would keep calls waiting for tenths of a second. See setpriority(2): on Linux each
 * thread has a niceness of its own, handed on to the threads it makes; elsewhere nothing is done.
 */
final class Niceness {

    /** Gets about a third of the time that a thread without niceness gets. */
    static final int OF_LOADING = 5;

    private static final int PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private Niceness() {}

    /** Gives the calling thread this niceness, 0 to 19, where the system can. It cannot go back. */
    static void take(int niceness) {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return; // where 0 would stand for the whole process
        }
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("setpriority");
        if (function.isEmpty()) {
            return;
        }
        FunctionDescriptor types = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        try {
            int _ =
                    (int)
                            linker.downcallHandle(function.get(), types)
                                    .invokeExact(PROCESS, THIS_THREAD, niceness);
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority could not be called", e);
        }
    }
}
