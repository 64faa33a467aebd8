package dev.shaduf.server;

import java.time.Duration;

/** How long a request may take to arrive: its headers, and then its body. */
record Patience(Duration headers, Duration body) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));
}
