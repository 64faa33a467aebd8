package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.ReasonCount;
import dev.shaduf.engine.sync.SyncReport.SyncError;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a sync's operations. */
public final class SyncText {

    private static final int REASONS = 5;

    private SyncText() {}

    /** {@code vip_crm → crm contacts upsert by email}. */
    static Line title(SyncReport sync) {
        SyncReport.Head head = sync.head();
        return Line.of(head.sync(), Ink.BOLD)
                .plus(" → " + head.to() + " " + head.object() + "      ")
                .plus(head.mode() + " by " + head.match(), Ink.DIM);
    }

    static List<Line> error(SyncError error) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("  ! " + error.message(), Ink.RED));
        if (!error.fix().isEmpty()) {
            lines.add(Line.of("    " + error.fix()));
        }
        return lines;
    }

    /**
     * One line of counts; below it reasons, notes and the error.
     *
     * @param titles how wide the names before the counts are
     */
    public static List<Line> lines(SyncReport sync, int titles) {
        List<Line> lines = new ArrayList<>();
        lines.add(counts(sync, titles));
        lines.addAll(PlanText.invalid(sync.rows().invalid()));
        lines.addAll(rejected(sync));
        lines.addAll(deferred(sync));
        sync.notes().forEach(note -> lines.add(Line.of("  ! " + note, Ink.YELLOW)));
        SyncError error = sync.error();
        if (error != null) {
            lines.addAll(error(error));
        }
        return lines;
    }

    /** What a line of counts begins with. */
    static Line name(SyncReport sync) {
        SyncReport.Head head = sync.head();
        return Line.of(head.sync(), Ink.BOLD).plus(" → " + head.to() + " " + head.object());
    }

    private static Line counts(SyncReport sync, int titles) {
        Line line = name(sync).padded(titles);
        long planned = sync.rows().planned().total();
        SyncReport.Fates fates = sync.fates();
        line = line.plus("   " + Human.number(planned) + " planned");
        line = line.plus(figure(fates.delivered().total(), "delivered", Ink.GREEN));
        line = line.plus(figure(fates.rejected().total(), "rejected", Ink.RED));
        line = line.plus(figure(fates.deferred().total(), "deferred", Ink.YELLOW));
        line = line.plus(figure(fates.aborted().total(), "aborted", Ink.RED));
        if (planned == 0) {
            line = line.plus("   " + Human.number(sync.rows().unchanged()) + " unchanged");
        }
        java.time.Duration took =
                java.time.Duration.between(sync.times().startedAt(), sync.times().finishedAt());
        return line.plus("   " + Human.duration(took), Ink.DIM);
    }

    private static Line figure(long n, String what, Ink ink) {
        return n == 0 ? Line.EMPTY : Line.of("   ").plus(Human.number(n) + " " + what, ink);
    }

    private static List<Line> rejected(SyncReport sync) {
        long rejected = sync.fates().rejected().total();
        if (rejected == 0) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(reasons(sync, "rejected", rejected, Ink.RED));
        lines.add(Line.of("      shaduf rejected " + sync.head().sync(), Ink.DIM));
        return lines;
    }

    private static List<Line> deferred(SyncReport sync) {
        long deferred = sync.fates().deferred().total();
        if (deferred == 0) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(reasons(sync, "deferred", deferred, Ink.YELLOW));
        lines.add(Line.of("      planned again in the next run", Ink.DIM));
        return lines;
    }

    private static List<Line> reasons(SyncReport sync, String status, long total, Ink ink) {
        List<Group> grouped = grouped(sync.reasons(), status);
        List<Line> lines = new ArrayList<>();
        Line head = Line.of("  ").plus(Human.number(total) + " " + status, ink);
        int shown = 0;
        for (Group reason : grouped) {
            if (shown++ == REASONS) {
                lines.add(
                        Line.of(
                                "      … " + Human.count(grouped.size() - REASONS, "more reason"),
                                Ink.DIM));
                break;
            }
            lines.add(
                    head.plus(
                            "   "
                                    + Human.number(reason.rows())
                                    + " × \""
                                    + reason.reason()
                                    + "\""));
            head = Line.of(" ".repeat(head.width()));
        }
        return lines.isEmpty() ? List.of(head) : lines;
    }

    /** The changelog's word as people read it. */
    static String word(String status) {
        return status.equals("failed") ? "rejected" : status;
    }

    /**
     * Reasons with how many rows, the most frequent first; where there are many, those that begin
     * alike up to a colon are one.
     */
    private static List<Group> grouped(List<ReasonCount> reasons, String status) {
        Map<String, Long> exact = new LinkedHashMap<>();
        for (ReasonCount each : reasons) {
            if (word(each.status()).equals(status)) {
                exact.merge(each.reason(), each.rows(), Long::sum);
            }
        }
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        exact.forEach((reason, rows) -> {
            int colon = exact.size() > REASONS ? reason.indexOf(':') : -1;
            String begin = colon < 0 ? reason : reason.substring(0, colon);
            alike.computeIfAbsent(begin, b -> new ArrayList<>()).add(new Group(reason, rows));
        });
        return alike.entrySet().stream()
                .map(each -> together(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Group::rows).reversed())
                .toList();
    }

    private static Group together(String begin, List<Group> alike) {
        return alike.size() == 1
                ? alike.getFirst()
                : new Group(begin + ": …", alike.stream().mapToLong(Group::rows).sum());
    }

    private record Group(String reason, long rows) {}
}
