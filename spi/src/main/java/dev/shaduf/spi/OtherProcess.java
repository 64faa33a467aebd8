package dev.shaduf.spi;

/** Another process of this machine in words, for those who have to wait for it. Pure but for it. */
public final class OtherProcess {

    private static final int LONGEST = 80;

    private OtherProcess() {}

    /**
     * Its number and the beginning of its command line: a class path alone fills a screen.
     *
     * @param otherwise what stands for the command line where the system does not tell it
     */
    public static String named(long pid, String otherwise) {
        String command =
                ProcessHandle.of(pid)
                        .flatMap(process -> process.info().commandLine())
                        .orElse(otherwise);
        String shown = command.length() <= LONGEST ? command : command.substring(0, LONGEST) + " …";
        return "process " + pid + " (" + shown + ")";
    }
}
