package dev.shaduf.demo;

import java.util.List;

/**
 * A stream of numbers that depends on its seed, topic and index alone (SplitMix64). It is written
 * out here, and uses {@link StrictMath}, so that no release of the JDK can change the demo's files.
 * For one thread.
 */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    static Dice of(Shop shop, Topic topic, long index) {
        return of(shop.seed(), topic, index);
    }

    /** The stream of a seed, a topic and an index. */
    public static Dice of(long seed, Topic topic, long index) {
        return new Dice(mix(mix(seed * 31 + topic.ordinal() + 1) ^ index * GOLDEN));
    }

    /** What a stream is for; streams of different topics have nothing in common. */
    public enum Topic {
        CUSTOMER,
        ORDER_TIMES,
        ORDER,
        TICKETS,
        NEXT_DAY,
        NEIGHBOURS,
        PERSON,
        CONTACTS,
        ACCOUNT,
        SUPPORT,
        WEBSITE
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    private long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0 to 1, without 1. */
    public double unit() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** From 0 to bound, without bound. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Whether luck is on this side. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** One of these. */
    public <T> T pick(List<T> items) {
        return items.get(below(items.size()));
    }

    /** Nearly normal: mean 0, deviation 1, never beyond ±3.5. */
    double bell() {
        return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
    }

    /** Many small, few large; the mean is {@code mean}. */
    public double decay(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /** A power law from {@code least} upwards: the smaller {@code alpha}, the longer its tail. */
    double power(double least, double alpha) {
        return least * StrictMath.pow(1 - unit(), -1 / alpha);
    }
}
