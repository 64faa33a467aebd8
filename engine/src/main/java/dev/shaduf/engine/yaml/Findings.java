package dev.shaduf.engine.yaml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, and the values that must not be shown. Not safe to share. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();

    /** Adds one. */
    public void add(Place place, String code, String message, String fix) {
        all.add(new Finding(place, code, message, fix));
    }

    /** Adds what another has. */
    public void addAll(Findings others) {
        all.addAll(others.all);
        secrets.addAll(others.secrets);
        variables.addAll(others.variables);
    }

    /** Remembers a value that must never be shown. */
    public void hide(String value) {
        secrets.add(value);
    }

    /** Remembers a value that came out of a variable. */
    void came(String variable, String value) {
        variables.add(value);
        if (Words.soundsSecret(variable)) {
            hide(value);
        }
    }

    /** All, in the order they were found. */
    public List<Finding> list() {
        return List.copyOf(all);
    }

    /** The values that must never be shown. */
    public Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    /** The values that came out of variables. */
    public Set<String> variables() {
        return Set.copyOf(variables);
    }

    /** Whether there is one in a file. */
    public boolean in(String file) {
        return all.stream().anyMatch(finding -> finding.place().file().equals(file));
    }

    /** Whether there is one at a place. */
    public boolean at(Place place) {
        return all.stream().anyMatch(finding -> finding.place().equals(place));
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }
}
