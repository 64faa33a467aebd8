package dev.shaduf.engine.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class ForestTest {

    @Test
    void aLongChainIsOneSetKnownByItsSmallestMemberInWhateverOrderItsLinksCome() {
        int size = 100_001;
        List<Integer> links = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            links.add(i);
        }
        Collections.shuffle(links, new Random(7));
        Forest forest = new Forest(size);
        links.forEach(i -> forest.join(i, i - 1));

        assertThat(forest.find(size - 1)).isZero();
        assertThat(forest.sizes()[0]).isEqualTo(size);
    }

    @Test
    void setsAreKnownByTheirSmallestMember() {
        Forest forest = new Forest(6);
        forest.join(5, 3);
        forest.join(3, 4);

        assertThat(forest.find(5)).isEqualTo(3);
        assertThat(forest.sizes()).containsExactly(1, 1, 1, 3, 0, 0);
    }
}
