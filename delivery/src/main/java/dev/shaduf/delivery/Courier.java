package dev.shaduf.delivery;

import dev.shaduf.delivery.Brake.Halt;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes a parcel to the tool and its answer to the judge; the ledger knows before and after. Safe
 * to share between threads.
 */
final class Courier {

    private final Delivery delivery;
    private final Tool tool;
    private final Brake brake;
    private final Judge judge;
    private final Registrar registrar;
    private final AtomicLong numbers;
    private final AtomicLong requests = new AtomicLong();

    Courier(Delivery delivery, Tool tool, Brake brake, Judge judge, Registrar registrar) {
        this.delivery = delivery;
        this.tool = tool;
        this.brake = brake;
        this.judge = judge;
        this.registrar = registrar;
        this.numbers = new AtomicLong(delivery.ledger().lastBatch());
    }

    /** Numbers up to this are taken. */
    void numberAfter(long taken) {
        numbers.accumulateAndGet(taken, Math::max);
    }

    /** Calls made. */
    long requests() {
        return requests.get();
    }

    /** Takes one parcel to what becomes of it. */
    void carry(Parcel parcel) {
        int most = tool.rows(parcel.action());
        if (parcel.key() == null && parcel.rows().size() > most) {
            registrar.settle(parcel, Verdict.resend(cut(parcel.rows(), most)));
            return;
        }
        Halt halt = permit();
        if (halt != null) {
            registrar.settle(parcel, judge.unsent(parcel, halt));
            return;
        }
        parcel.rows().forEach(Course::sent);
        Parcel sent = numbered(parcel);
        delivery.ledger().sending(sent.sent());
        registrar.settle(sent, send(sent));
    }

    private static List<Parcel> cut(List<Course> rows, int most) {
        List<Parcel> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += most) {
            parts.add(Parcel.of(rows.subList(from, Math.min(rows.size(), from + most))));
        }
        return parts;
    }

    /** Waits until a call may be made; why there will be none, else null. */
    private @Nullable Halt permit() {
        try {
            return switch (delivery.limiter()
                    .acquire(delivery.policy().patience(), brake::pulled)) {
                case GRANTED -> null;
                case GIVEN_UP -> brake.halt();
                case TOO_LONG -> {
                    brake.pull(judge.tooLong("another sync was told so"));
                    yield brake.halt();
                }
            };
        } catch (InterruptedException e) {
            brake.interrupted();
            return brake.halt();
        }
    }

    private Parcel numbered(Parcel parcel) {
        String key = parcel.key();
        return parcel.sentAs(
                parcel.number() == 0 ? numbers.incrementAndGet() : parcel.number(),
                key == null ? IdempotencyKey.of(delivery.sync(), delivery.object(), parcel) : key);
    }

    private Verdict send(Parcel parcel) {
        requests.incrementAndGet();
        try {
            return judge.answered(parcel, tool.send(parcel));
        } catch (InterruptedException e) {
            brake.interrupted();
            return judge.doubtful(parcel, Reason.of("CANCELLED: while waiting for the answer"));
        } catch (RuntimeException | Error e) {
            return judge.broken(parcel, e);
        }
    }
}
