package dev.shaduf.engine.resolution;

/**
 * Disjoint sets of whole numbers from 0, each known by its smallest member: union-find with path
 * halving. Not shared between threads.
 */
public final class Forest {

    private final int[] parent;

    /** Sets of one member each. */
    public Forest(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    private Forest(int[] parent) {
        this.parent = parent;
    }

    /** The same sets, which grow on their own. */
    public Forest copy() {
        return new Forest(parent.clone());
    }

    /** How many members there are. */
    public int size() {
        return parent.length;
    }

    /** The smallest member of the set. */
    public int find(int member) {
        int at = member;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Makes one set of two. */
    public void join(int a, int b) {
        int first = find(a);
        int second = find(b);
        if (first < second) {
            parent[second] = first;
        } else {
            parent[first] = second;
        }
    }

    /** Makes a member a set of its own; all members of its set must be freed before any joins. */
    public void free(int member) {
        parent[member] = member;
    }

    /** How many members each set has, at the place of its smallest. */
    public int[] sizes() {
        int[] sizes = new int[parent.length];
        for (int i = 0; i < parent.length; i++) {
            sizes[find(i)]++;
        }
        return sizes;
    }
}
