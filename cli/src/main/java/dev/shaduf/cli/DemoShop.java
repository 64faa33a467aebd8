package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.demo.page.ShopPage;
import dev.shaduf.engine.store.ServeFile;
import dev.shaduf.engine.store.StateDirectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;

/**
 * The shop of a demo, a page to click in, and the server that takes its events: one that runs on
 * the project already, else one for as long as the shop is open.
 */
final class DemoShop {

    /** Where the page is where that port is free. */
    private static final int PORT = 4401;

    /** Where the server listens where that port is free. */
    private static final int EVENTS = 8080;

    private final Caller caller;
    private final DemoPlace place;
    private final StateDirectory state;

    DemoShop(Caller caller, DemoPlace place) {
        this.caller = caller;
        this.place = place;
        this.state =
                StateDirectory.of(
                        place.directory(), caller.environment().get(StateDirectory.VARIABLE));
    }

    /** Stays until Ctrl-C. */
    int open() throws InterruptedException {
        place.require();
        ServeFile server = ServeFile.read(state);
        if (server == null) {
            String listen = "127.0.0.1:" + port();
            try (ShopPage page = page(URI.create("http://" + listen))) {
                describe(page);
                return Main.execute(inProject(), "serve", "--listen", listen);
            }
        }
        try (ShopPage page = page(URI.create(server.address()))) {
            describe(page);
            while (!caller.interrupt().asked()) {
                Thread.sleep(100);
            }
            return Exit.DONE;
        }
    }

    private ShopPage page(URI events) {
        return ShopPage.open(PORT, events, place.directory());
    }

    private static int port() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket usual = new ServerSocket(EVENTS, 1, loopback)) {
            return usual.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
                return any.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void describe(ShopPage page) {
        Screen screen = caller.screen();
        Path project = place.directory();
        screen.print("The shop is open at " + page.url() + ". Ctrl-C closes it.");
        if (!page.hasSdk()) {
            screen.print("Its events are sent by a few lines of the page. For Segment's own SDK:");
            screen.print("  npm install --prefix " + project + " @segment/analytics-next");
        }
        screen.print("Elsewhere, to see them arrive and to ask for them:");
        String program = "  " + Tour.launcher(caller);
        screen.print(program + " events tail website --project " + project);
        screen.print(program + " query \"select * from website.tracks\" --project " + project);
    }

    private Caller inProject() {
        return new Caller(
                place.directory(),
                caller.environment(),
                caller.in(),
                caller.out(),
                caller.error(),
                caller.looks(),
                caller.interrupt(),
                caller.served());
    }
}
