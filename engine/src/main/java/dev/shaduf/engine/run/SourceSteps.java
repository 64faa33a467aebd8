package dev.shaduf.engine.run;

import dev.shaduf.engine.load.Loads;
import dev.shaduf.engine.load.Preview;
import dev.shaduf.engine.load.TableLoad;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.run.NodeReport.Detail;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a run and a plan do with a source. */
final class SourceSteps {

    private SourceSteps() {}

    /** Loads every table. */
    static Ending load(Site site, Session session, OwnTables own, Source source, boolean full) {
        List<TableLoad> loads;
        try {
            if (source.isLoaded()) {
                own.prepare(session);
            }
            Loads all = full ? loads(site, own).full() : loads(site, own);
            loads = all.load(site.warehouse(), session, source, site.now());
        } catch (ShadufException e) {
            throw Rights.refused(e, "Loading " + source.name());
        }
        List<Detail> details = new ArrayList<>();
        for (TableLoad load : loads) {
            details.add(detail(load, source, loaded(load)));
        }
        details.addAll(stale(site, session, own, source));
        return ending(loads, details, isForeign(source));
    }

    /**
     * Reads what can be read without changing anything.
     *
     * @param previews gets the temporary tables that stand for those of the warehouse
     */
    static Ending preview(
            Site site, Session session, Source source, Map<TableName, TableName> previews) {
        OwnTables own = new OwnTables(site.project());
        Preview preview = loads(site, own).preview(site.warehouse(), session, source, site.now());
        previews.putAll(preview.inPlaceOf());
        List<Detail> details = new ArrayList<>();
        for (TableLoad load : preview.tables()) {
            boolean read = load.files().found() > 0;
            details.add(
                    detail(
                            load,
                            source,
                            isForeign(source)
                                    ? ""
                                    : read ? files(load) : age(load, source, site.now())));
        }
        if (!preview.temporary()) {
            details.add(
                    warning("the warehouse refuses temporary tables: files count as last loaded"));
        }
        details.addAll(stale(site, session, own, source));
        return ending(preview.tables(), details, isForeign(source));
    }

    private static List<Detail> stale(Site site, Session session, OwnTables own, Source source) {
        return loads(site, own).stale(session, source, site.now()).stream()
                .map(SourceSteps::warning)
                .toList();
    }

    private static Detail warning(String remark) {
        return new Detail("", NodeReport.WARNING, null, remark, List.of());
    }

    private static Loads loads(Site site, OwnTables own) {
        return new Loads(site.project(), own, site.temporary());
    }

    private static boolean isForeign(Source source) {
        return !source.isLoaded();
    }

    private static Detail detail(TableLoad load, Source source, String remark) {
        ShadufException error = load.error();
        String name = load.table().name();
        if (error != null) {
            return new Detail(name, NodeReport.FAILED, null, error.code().name(), List.of());
        }
        String lines = load.bad() == 1 ? " line" : " lines";
        String bad = load.bad() == 0 ? "" : ", " + load.bad() + lines + " set aside in bad_rows";
        return new Detail(
                name,
                load.bad() == 0 ? NodeReport.SUCCEEDED : NodeReport.WARNING,
                isForeign(source) || !load.loaded() && load.files().found() == 0
                        ? null
                        : load.rows(),
                remark + bad,
                List.of());
    }

    private static String loaded(TableLoad load) {
        if (load.files().found() > 0 && load.files().read() == 0) {
            return count(load.files().found(), "file") + ", nothing changed";
        }
        List<String> parts = new ArrayList<>();
        if (load.files().found() > 0) {
            parts.add(count(load.files().read(), "file") + " read");
        }
        add(parts, load.added(), "added");
        add(parts, load.changed(), "changed");
        add(parts, load.removed(), "removed");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long n, String what) {
        if (n > 0) {
            parts.add("%,d %s".formatted(n, what));
        }
    }

    private static String files(TableLoad load) {
        String files = count(load.files().found(), "file");
        if (!load.loaded()) {
            return files + ", not loaded yet";
        }
        return load.files().read() == 0
                ? files + ", nothing changed since the last load"
                : files + ", " + load.files().read() + " changed since the last load";
    }

    private static String age(TableLoad load, Source source, Instant now) {
        Instant at = load.loadedAt();
        return at == null
                ? "never loaded: shaduf run " + source.name()
                : "loaded " + ago(Duration.between(at, now));
    }

    private static String ago(Duration age) {
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return count(age.toMinutes(), "minute") + " ago";
        }
        return (age.toDays() < 1 ? count(age.toHours(), "hour") : count(age.toDays(), "day"))
                + " ago";
    }

    private static String count(long n, String noun) {
        return "%,d %s".formatted(n, n == 1 ? noun : noun + "s");
    }

    private static Ending ending(List<TableLoad> loads, List<Detail> details, boolean foreign) {
        long rows = loads.stream().mapToLong(TableLoad::rows).sum();
        List<ShadufException> errors =
                loads.stream()
                        .map(TableLoad::error)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparingInt(SourceSteps::rank))
                        .toList();
        if (!errors.isEmpty()) {
            return Ending.failed(together(errors), details);
        }
        boolean warned = details.stream().anyMatch(d -> d.status().equals(NodeReport.WARNING));
        return Ending.of(
                warned ? NodeReport.WARNING : NodeReport.SUCCEEDED, foreign ? null : rows, details);
    }

    /** What went wrong with several tables as one error with the first one's code. */
    private static SyncError together(List<ShadufException> errors) {
        Set<String> messages = new LinkedHashSet<>();
        Set<String> fixes = new LinkedHashSet<>();
        errors.forEach(each -> messages.add(each.message()));
        errors.forEach(each -> fixes.add(each.fix()));
        String code = errors.getFirst().code().name();
        return new SyncError(code, String.join(" ", messages), String.join(" ", fixes));
    }

    /** What cannot be reached first, then what is not there, then the rest. */
    private static int rank(ShadufException error) {
        return error.code() == Failure.UNREACHABLE ? 0 : error.code() == Failure.NOT_FOUND ? 1 : 2;
    }
}
