package io.agon.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoundRobinTest {

    @Test
    void schedule_hasEachPairOnceAndEveryoneInEachRound() {
        for (int policies = 2; policies <= 13; policies++) {
            var pairs = new TreeSet<Integer>();
            var played = new TreeMap<Integer, Integer>();
            for (int place = 0; place < policies * (policies - 1) / 2; place++) {
                int pair = RoundRobin.pair(policies, place);
                int i = pair / policies;
                int j = pair % policies;
                assertThat(i).isNotEqualTo(j).isLessThan(policies);
                pairs.add(Math.min(i, j) * policies + Math.max(i, j));
                played.merge(i, 1, Integer::sum);
                played.merge(j, 1, Integer::sum);
                if ((place + 1) % (policies / 2) == 0) {
                    int round = (place + 1) / (policies / 2);
                    assertThat(played.values()).allMatch(count -> count == round || count == round - 1);
                }
            }
            assertThat(pairs).hasSize(policies * (policies - 1) / 2);
        }
    }
}
