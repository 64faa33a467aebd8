package dev.shaduf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class InterruptTest {

    @Test
    void aListenerThatFailsKeepsNoOtherFromBeingTold() {
        Interrupt interrupt = new Interrupt();
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            interrupt.listen(told::incrementAndGet);
            interrupt.listen(() -> {
                throw new IllegalStateException();
            });
        }

        interrupt.ask();

        assertThat(told).hasValue(8);
        assertThat(interrupt.asked()).isTrue();
    }
}
