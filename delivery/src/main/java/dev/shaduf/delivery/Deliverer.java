package dev.shaduf.delivery;

import dev.shaduf.delivery.Brake.Halt;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Delivers the operations of a plan to a destination, as {@code syncs.md} says under Outcomes and
 * HTTP answers. Every operation that is read gets exactly one final outcome in the ledger; {@link
 * Report#rest} says what becomes of those that were not.
 *
 * <p>With a concurrency of 1 in the policy everything happens in the caller's thread, in the same
 * order each time; else the caller's thread reads and others send. An object delivers once.
 */
public final class Deliverer {

    private final Delivery delivery;
    private final Brake brake;
    private final Agenda agenda;
    private final Judge judge;
    private final Registrar registrar;
    private final Courier courier;
    private final Jobs jobs;
    private final Intake intake;
    private final Tool tool;
    private final int workers;

    /** Prepares; nothing is read or sent yet. */
    public Deliverer(Delivery delivery) {
        this.delivery = delivery;
        tool = new Tool(delivery.writer());
        workers = Math.max(1, Math.min(delivery.policy().concurrency(), tool.concurrency()));
        brake = new Brake(delivery.interrupt());
        agenda = new Agenda(delivery, brake, tool, workers);
        judge = new Judge(delivery, tool, brake);
        registrar = new Registrar(delivery, agenda);
        courier = new Courier(delivery, tool, brake, judge, registrar);
        jobs = new Jobs(delivery, tool, brake, judge, registrar);
        intake = new Intake(delivery, tool, brake, registrar);
    }

    /**
     * Delivers all operations. Throws only what the ledger throws: then nothing more is sent, and
     * the run is to be settled as after a crash.
     */
    public Report run() {
        if (delivery.policy().concurrency() <= 1) {
            workHere();
        } else {
            workBeside(this::read);
        }
        return end();
    }

    /**
     * Settles the batches that an earlier process left in flight: those that may go out twice do,
     * exactly as they were, jobs are asked for, the rest is rejected and held. The operations of
     * the delivery are not read.
     */
    public Report resume(List<InFlight> batches) {
        agenda.close();
        batches.forEach(batch -> courier.numberAfter(batch.sent().number()));
        batches.forEach(this::resume);
        jobs.settle();
        workAgain();
        return end();
    }

    private void resume(InFlight batch) {
        Ledger.Sent sent = batch.sent();
        Reason reason = Reason.of("the run was broken off before the answer");
        Parcel parcel =
                Parcel.of(batch.courses())
                        .sentAs(sent.number(), sent.idempotencyKey())
                        .putOff(Instant.MIN, reason, true);
        String job = batch.job();
        if (job != null) {
            registrar.add(parcel, job, Instant.MIN);
        } else if (tool.harmlessTwice(sent.action())) {
            agenda.follow(List.of(parcel), List.of());
        } else {
            registrar.settleAside(parcel, judge.doubtful(parcel, reason));
        }
    }

    /** After everything was sent: lets it take effect, and asks for jobs, until nothing is left. */
    private Report end() {
        do {
            workAgain();
            finish();
            jobs.settle();
        } while (!agenda.isEmpty());
        delivery.ledger().flush();
        if (brake.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
        Halt halt = brake.halt();
        return new Report(
                halt == null ? judge.silence() : halt.stop(),
                intake.rest(),
                judge.strangers(),
                judge.countedRefused(),
                courier.requests(),
                brake.fault());
    }

    private void finish() {
        if (brake.fault() != null) {
            return;
        }
        try {
            tool.finish();
        } catch (InterruptedException e) {
            brake.interrupted();
        } catch (RuntimeException | Error e) {
            brake.broken(e);
        }
    }

    private void workAgain() {
        if (agenda.isEmpty()) {
            return;
        }
        if (delivery.policy().concurrency() <= 1) {
            workHere();
        } else {
            workBeside(() -> {});
        }
    }

    private void workHere() {
        boolean more = true;
        while (more) {
            if (agenda.hungry()) {
                feed();
            }
            more = workOnce();
        }
    }

    private void feed() {
        List<Parcel> parcels = intake.next();
        if (parcels.isEmpty()) {
            agenda.close();
        } else {
            agenda.put(parcels);
        }
    }

    private void read() {
        for (List<Parcel> some = intake.next(); !some.isEmpty(); some = intake.next()) {
            for (Parcel parcel : some) {
                agenda.offer(parcel);
            }
            if (agenda.failure() != null) {
                return;
            }
        }
        agenda.close();
    }

    /** Platform threads: writers to files and tables hold theirs in native calls. */
    private void workBeside(Runnable here) {
        List<Thread> threads = IntStream.rangeClosed(1, workers).mapToObj(this::start).toList();
        try {
            here.run();
        } catch (RuntimeException | Error e) {
            agenda.fail(e);
        }
        threads.forEach(this::join);
        Throwable failure = agenda.failure();
        if (failure != null) {
            throw asUnchecked(failure);
        }
    }

    private Thread start(int number) {
        return Thread.ofPlatform()
                .name("deliver " + delivery.sync() + " " + number)
                .daemon()
                .start(this::workToTheEnd);
    }

    private void workToTheEnd() {
        try {
            boolean more = true;
            while (more) {
                more = workOnce();
            }
        } catch (RuntimeException | Error e) {
            agenda.fail(e);
        }
    }

    private boolean workOnce() {
        try {
            Parcel parcel = agenda.take();
            if (parcel == null) {
                return false;
            }
            courier.carry(parcel);
        } catch (InterruptedException e) {
            brake.interrupted();
        }
        return true;
    }

    private void join(Thread thread) {
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException e) {
                brake.interrupted();
            }
        }
    }

    private static RuntimeException asUnchecked(@Nullable Throwable failure) {
        return switch (failure) {
            case Error error -> throw error;
            case RuntimeException known -> known;
            case null, default -> new IllegalStateException(failure);
        };
    }
}
