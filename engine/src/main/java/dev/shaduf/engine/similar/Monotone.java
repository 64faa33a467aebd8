package dev.shaduf.engine.similar;

import java.util.Arrays;

/** Ratios that must not rise from one level to the next. */
final class Monotone {

    private Monotone() {}

    /**
     * Changes m as little as needed so that m / u falls from level to level: neighbours that are
     * the wrong way round share one ratio. Sums stay as they are.
     */
    static void order(double[] m, double[] u) {
        int levels = m.length;
        double[] sumM = new double[levels];
        double[] sumU = new double[levels];
        int[] many = new int[levels];
        int top = 0;
        for (int i = 0; i < levels; i++) {
            sumM[top] = m[i];
            sumU[top] = u[i];
            many[top] = 1;
            while (top > 0 && sumM[top] * sumU[top - 1] > sumM[top - 1] * sumU[top]) {
                sumM[top - 1] += sumM[top];
                sumU[top - 1] += sumU[top];
                many[top - 1] += many[top];
                top--;
            }
            top++;
        }
        int level = 0;
        for (int pool = 0; pool < top; pool++) {
            int end = level + many[pool];
            if (many[pool] > 1) {
                double ratio = sumM[pool] / sumU[pool];
                for (int i = level; i < end; i++) {
                    m[i] = u[i] * ratio;
                }
            }
            level = end;
        }
    }

    /** Brings positive numbers to a sum of one. */
    static double[] normal(double[] values) {
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(v -> v / sum).toArray();
    }
}
