package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyTest {

    @Test
    void profilesCountAllTheirPairs() {
        int[] profiles = {0, 0, 0, 3, 4};
        int[] truth = {7, 7, 8, 8, 9};
        assertThat(Accuracy.ofProfiles(profiles, truth)).isEqualTo(new Accuracy(1, 3, 2));
    }

    @Test
    void recordsWithoutTruthDoNotCount() {
        int[] profiles = {0, 0, 0};
        int[] truth = {7, -1, 7};
        assertThat(Accuracy.ofProfiles(profiles, truth)).isEqualTo(new Accuracy(1, 1, 1));
    }

    @Test
    void pairsCountAsTheyWereSaid() {
        int[] truth = {7, 7, 7, 8, -1};
        Accuracy accuracy = Accuracy.ofPairs(new int[] {0, 2, 0}, new int[] {1, 3, 4}, truth);
        assertThat(accuracy).isEqualTo(new Accuracy(1, 2, 3));
        assertThat(accuracy.precision()).isEqualTo(0.5);
        assertThat(accuracy.recall()).isEqualTo(1 / 3.0);
        assertThat(accuracy.f1()).isEqualTo(0.4);
    }

    @Test
    void nothingSaidAndNothingThereIsRight() {
        assertThat(Accuracy.ofProfiles(new int[] {0, 1}, new int[] {3, 4}).f1()).isEqualTo(1);
    }
}
