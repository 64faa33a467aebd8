package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MonotoneTest {

    @Test
    void fallingRatiosStayAsTheyAre() {
        double[] m = {0.8, 0.15, 0.05};
        Monotone.order(m, new double[] {0.1, 0.2, 0.7});
        assertThat(m).containsExactly(0.8, 0.15, 0.05);
    }

    @Test
    void neighboursTheWrongWayRoundShareOneRatio() {
        double[] m = {0.5, 0.4, 0.1};
        double[] u = {0.2, 0.1, 0.7};
        Monotone.order(m, u);
        assertThat(m[0] / u[0]).isCloseTo(3, within(1e-9));
        assertThat(m[1] / u[1]).isCloseTo(3, within(1e-9));
        assertThat(m[2]).isEqualTo(0.1);
    }

    @Test
    void agreementThatIsCommonerAmongStrangersWeighsNothing() {
        double[] m = {0.2, 0.8};
        double[] u = {0.9, 0.1};
        Monotone.order(m, u);
        assertThat(m).containsExactly(new double[] {0.9, 0.1}, within(1e-9));
    }
}
