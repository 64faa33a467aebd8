package dev.shaduf.engine.store;

import dev.shaduf.delivery.Arrived;
import dev.shaduf.delivery.Outcome;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Outcomes that were recorded together, as bytes: what they share is written once, so a thousand
 * plain deliveries take a few bytes.
 */
final class OutcomePage {

    private static final int PLAIN = 1;
    private static final int DEFLATED = 2;
    private static final int WORTH_DEFLATING = 512;
    private static final int HELD = 1;
    private static final int ARRIVED = 2; // and above: the place of what arrived

    private OutcomePage() {}

    /** What outcomes share. */
    private record Kind(
            Outcome.Status status,
            @Nullable String reason,
            @Nullable Integer httpStatus,
            int attempt,
            boolean held,
            Arrived arrived) {

        static Kind of(Outcome outcome) {
            return new Kind(
                    outcome.status(),
                    outcome.reason(),
                    outcome.httpStatus(),
                    outcome.attempt(),
                    outcome.held(),
                    outcome.arrived());
        }
    }

    static byte[] write(List<Outcome> outcomes) {
        Map<Kind, List<Outcome>> kinds = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            kinds.computeIfAbsent(Kind.of(outcome), kind -> new ArrayList<>()).add(outcome);
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            Varints.write(out, kinds.size());
            for (Map.Entry<Kind, List<Outcome>> kind : kinds.entrySet()) {
                write(out, kind.getKey(), kind.getValue());
            }
            return packed(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutput out, Kind kind, List<Outcome> some) throws IOException {
        out.writeByte(kind.status().ordinal());
        Varints.writeText(out, kind.reason());
        Integer http = kind.httpStatus();
        Varints.write(out, http == null ? 0 : http + 1L);
        Varints.write(out, kind.attempt());
        out.writeByte((kind.held() ? HELD : 0) + ARRIVED * kind.arrived().ordinal());
        Ordinals.write(out, some.stream().mapToLong(Outcome::ordinal).toArray());
        writeTexts(out, some, Outcome::remoteId);
        writeTexts(out, some, Outcome::payload);
    }

    /** One text for each, or a single byte where none has one. */
    private static void writeTexts(
            DataOutput out, List<Outcome> some, Function<Outcome, @Nullable String> text)
            throws IOException {
        boolean any = some.stream().anyMatch(outcome -> text.apply(outcome) != null);
        out.writeBoolean(any);
        if (any) {
            for (Outcome outcome : some) {
                Varints.writeText(out, text.apply(outcome));
            }
        }
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (plain.length < WORTH_DEFLATING) {
            bytes.write(PLAIN);
            bytes.write(plain);
            return bytes.toByteArray();
        }
        bytes.write(DEFLATED);
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED);
                DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    static List<Outcome> read(byte[] page) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(page);
        boolean deflated = bytes.read() == DEFLATED;
        try (DataInputStream in =
                new DataInputStream(deflated ? new InflaterInputStream(bytes) : bytes)) {
            List<Outcome> outcomes = new ArrayList<>();
            for (long kinds = Varints.read(in); kinds > 0; kinds--) {
                read(in, outcomes);
            }
            return outcomes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(DataInput in, List<Outcome> outcomes) throws IOException {
        Outcome.Status status = Outcome.Status.values()[in.readByte()];
        @Nullable String reason = Varints.readText(in);
        int http = Math.toIntExact(Varints.read(in)) - 1;
        int attempt = Math.toIntExact(Varints.read(in));
        int doubt = in.readByte();
        Arrived arrived = Arrived.values()[doubt / ARRIVED];
        long[] ordinals = Ordinals.read(in);
        @Nullable String[] remoteIds = readTexts(in, ordinals.length);
        @Nullable String[] payloads = readTexts(in, ordinals.length);
        for (int i = 0; i < ordinals.length; i++) {
            outcomes.add(
                    new Outcome(
                            ordinals[i],
                            status,
                            reason,
                            http < 0 ? null : (Integer) http,
                            attempt,
                            (doubt & HELD) != 0,
                            arrived,
                            remoteIds[i],
                            payloads[i]));
        }
    }

    private static @Nullable String[] readTexts(DataInput in, int count) throws IOException {
        @Nullable String[] texts = new @Nullable String[count];
        if (in.readBoolean()) {
            for (int i = 0; i < count; i++) {
                texts[i] = Varints.readText(in);
            }
        }
        return texts;
    }
}
