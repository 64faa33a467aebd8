package dev.shaduf.live.plan;

import dev.shaduf.live.column.Token;

import java.util.List;

/** A compiled JSON Schema. Its rules are set once, since schemas may refer to themselves. */
final class Schema implements Rule {

    private Rule[] rules = {};

    void rules(List<Rule> all) {
        rules = all.toArray(Rule[]::new);
    }

    @Override
    public void check(Token value, Path at, Report report) {
        if (report.enter()) {
            for (Rule rule : rules) {
                rule.check(value, at, report);
            }
        }
        report.leave();
    }

    /** Whether a value is as the schema says. */
    boolean fits(Token value, Path at, Report report) {
        Report probe = report.probe();
        check(value, at, probe);
        return probe.isEmpty();
    }
}
