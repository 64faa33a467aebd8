package dev.shaduf.spi;

/** Another process of this machine in words, for those who have to wait for it. Pure but for it. */
public final class OtherProcess {

    private static final int HEAD = 40;
    private static final int TAIL = 60;

    private OtherProcess() {}

    /**
     * Its number and both ends of its command line: a class path alone fills a screen.
     *
     * @param otherwise what stands for the command line where the system does not tell it
     */
    public static String named(long pid, String otherwise) {
        String command =
                ProcessHandle.of(pid)
                        .flatMap(process -> process.info().commandLine())
                        .orElse(otherwise);
        int length = command.length();
        String shown =
                length <= HEAD + TAIL
                        ? command
                        : command.substring(0, HEAD) + " … " + command.substring(length - TAIL);
        return "process " + pid + " (" + shown + ")";
    }
}
