package dev.shaduf.cli;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.project.Schedule;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.store.ServeFile;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.server.Addresses;
import dev.shaduf.server.Commands;
import dev.shaduf.server.Followers;
import dev.shaduf.server.Role;
import dev.shaduf.server.Serving;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
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
        Projects.Reading.Good good = main.project(false);
        StateDirectory state = main.state().create();
        if (wanted().equals(EnumSet.of(Role.COLLECT))) {
            serve(good.project(), state); // another one may have the other roles
            return Exit.DONE;
        }
        ServeFile other = ServeFile.read(state);
        if (other != null) {
            throw already(other);
        }
        try (Site site = main.site(good)) {
            serve(site.project(), state);
        } catch (Served e) {
            throw already(e.server());
        }
        return Exit.DONE;
    }

    private static ShadufException already(ServeFile other) {
        return new ShadufException(
                Failure.BUSY,
                "Process %d serves this project already, at %s."
                        .formatted(other.pid(), other.address()),
                "Stop it first.");
    }

    private void serve(Project project, StateDirectory state) throws InterruptedException {
        String address =
                listen == null ? project.live().server().text("listen", Addresses.USUAL) : listen;
        InetSocketAddress place = place(address, project);
        String token = token();
        List<Commands> commands =
                takesCommands()
                        ? List.of(new Commands(token, new CommandHere(main.caller().environment())))
                        : List.of();
        Serving.Ask ask = new Serving.Ask(state.path(), place, wanted(), commands);
        CountDownLatch stop = new CountDownLatch(1);
        Interrupt interrupt = main.caller().interrupt();
        Runnable stopping = stop::countDown;
        try (Followers followers = followers(project, state);
                Serving serving = Serving.start(project, ask, followers)) {
            ServeFile file =
                    new ServeFile(
                            serving.url().replace("//0.0.0.0:", "//127.0.0.1:"),
                            ProcessHandle.current().pid(),
                            Versions.program(),
                            token);
            if (takesCommands()) {
                file.write(state);
            }
            main.caller().out().println("listening on " + serving.url());
            main.caller().out().flush();
            tellOfSchedules(project);
            serving.follow();
            interrupt.listen(stopping);
            stop.await();
            file.delete(state);
        } finally {
            interrupt.forget(stopping);
        }
    }

    private void tellOfSchedules(Project project) {
        List<String> names =
                project.syncs().values().stream()
                        .filter(sync -> !(sync.options().schedule() instanceof Schedule.Manual))
                        .map(Sync::name)
                        .sorted()
                        .toList();
        if (wanted().contains(Role.SYNC) && !names.isEmpty()) {
            main.caller()
                    .side()
                    .print(
                            "Schedules are not followed yet. Until they are, let cron run:"
                                    + " shaduf sync "
                                    + String.join(" ", names));
        }
    }

    /** Where to listen; elsewhere than on this machine only where somebody thought of TLS. */
    private static InetSocketAddress place(String address, Project project) {
        InetSocketAddress place = Addresses.read(address);
        InetAddress at = place.getAddress();
        boolean open = at != null && !at.isLoopbackAddress();
        if (open && !project.live().server().has("tls")) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "Other machines could reach %s, and what they send would not be encrypted."
                            .formatted(address),
                    "Listen on 127.0.0.1; or put a proxy in front that does TLS and say so in"
                            + " shaduf.yml: server: {tls: proxy}; or say that nobody does: server:"
                            + " {tls: none}.");
        }
        return place;
    }

    private Followers followers(Project project, StateDirectory state) {
        if (wanted().contains(Role.LOAD)) {
            return Followers.of(project, state, main.caller().side()::print);
        }
        return wanted().contains(Role.COLLECT)
                ? Followers.elsewhere(project, state)
                : Followers.none();
    }

    private boolean takesCommands() {
        return wanted().contains(Role.SYNC) || wanted().contains(Role.API);
    }

    private static String token() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Set<Role> wanted() {
        return roles.isEmpty() ? EnumSet.allOf(Role.class) : roles;
    }
}
