package dev.shaduf.cli;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.server.Addresses;
import dev.shaduf.server.Role;
import dev.shaduf.server.Serving;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code shaduf serve}: takes events until it is told to stop. */
@Command(
        name = "serve",
        header = "Takes events of Segment's and RudderStack's SDKs, and keeps them.",
        description = {
            "Every call is durable before it is answered. Ctrl-C or SIGTERM: new calls are told",
            "to come back, those under way are finished."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf serve", "  shaduf serve --roles collect --listen 127.0.0.1:9000"})
final class ServeCommand implements Callable<Integer> {

    @ParentCommand private Main main;

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            description = "What this process does: ${COMPLETION-CANDIDATES}; default all.")
    private final Set<Role> roles = EnumSet.noneOf(Role.class);

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Instead of the address in shaduf.yml: 127.0.0.1:8080.")
    private @Nullable String listen;

    @Override
    public Integer call() throws InterruptedException {
        Project project = main.project(false).project();
        String address =
                listen == null ? project.live().server().text("listen", Addresses.USUAL) : listen;
        String moved = main.caller().environment().get(StateDirectory.VARIABLE);
        StateDirectory state = StateDirectory.of(main.directory(), moved).create();
        CountDownLatch stop = new CountDownLatch(1);
        Interrupt interrupt = main.caller().interrupt();
        Runnable stopping = stop::countDown;
        try (Serving serving =
                Serving.start(
                        project, state.path(), Addresses.read(address), wanted(), List.of())) {
            main.caller().out().println("listening on " + serving.url());
            main.caller().out().flush();
            serving.follow();
            interrupt.listen(stopping);
            stop.await();
        } finally {
            interrupt.forget(stopping);
        }
        return Exit.DONE;
    }

    private Set<Role> wanted() {
        return roles.isEmpty() ? EnumSet.allOf(Role.class) : roles;
    }
}
