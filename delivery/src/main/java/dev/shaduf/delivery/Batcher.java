package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects rows into parcels by action, step, number of rows and bytes. For one thread at a time.
 */
final class Batcher {

    /** Rows that may share a batch. */
    private record Lane(Action action, int step) {}

    /** What is waiting in a lane. */
    private static final class Heap {
        private List<Course> rows = new ArrayList<>();
        private long bytes;
    }

    private final Tool tool;
    private final Map<Lane, Heap> lanes = new LinkedHashMap<>();

    Batcher(Tool tool) {
        this.tool = tool;
    }

    /** Takes a row at its present step; gives the parcels that are full with it. */
    List<Parcel> add(Course course) {
        Action action = course.action();
        Heap heap = lanes.computeIfAbsent(new Lane(action, course.step()), lane -> new Heap());
        int size = course.row().size();
        List<Parcel> full = List.of();
        if (!heap.rows.isEmpty() && heap.bytes + size > tool.bytes(action)) {
            full = empty(heap);
        }
        heap.rows.add(course);
        heap.bytes += size;
        if (heap.rows.size() < tool.rows(action)) {
            return full;
        }
        List<Parcel> all = new ArrayList<>(full);
        all.addAll(empty(heap));
        return all;
    }

    /** Gives what is left, lane by lane in the order in which they began. */
    List<Parcel> flush() {
        List<Parcel> all = new ArrayList<>();
        for (Heap heap : lanes.values()) {
            if (!heap.rows.isEmpty()) {
                all.addAll(empty(heap));
            }
        }
        lanes.clear();
        return all;
    }

    boolean isEmpty() {
        return lanes.values().stream().allMatch(heap -> heap.rows.isEmpty());
    }

    private List<Parcel> empty(Heap heap) {
        List<Parcel> parcels = tool.grouped(heap.rows);
        heap.rows = new ArrayList<>();
        heap.bytes = 0;
        return parcels;
    }
}
