package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.trace.Trace;
import io.agon.model.Endpoint;
import io.agon.model.Request;
import io.agon.policy.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A rival plays for itself, and artifacts play as they did. */
class RivalsTest {

    private static Run scored(long item, double score) {
        return new Run(
                item,
                List.of(new Moment(new Trace("").input("answer", "", ""), score, "")),
                score,
                Optional.empty(),
                "");
    }

    /** Artifacts score 0.25, the two rivals 0.5 and 0.75. */
    private static final Task TASK = new Task() {
        @Override
        public String description() {
            return "";
        }

        @Override
        public String objective() {
            return "";
        }

        @Override
        public Items items() {
            return Items.endless();
        }

        @Override
        public Run run(Artifact artifact, long item, Turn turn) {
            return scored(item, 0.25);
        }

        @Override
        public SequencedMap<String, Rival> rivals() {
            var rivals = new LinkedHashMap<String, Rival>();
            rivals.put("steady", (item, turn) -> scored(item, 0.5));
            rivals.put("bold", (item, turn) -> scored(item, 0.75));
            return rivals;
        }
    };

    private static double score(Artifact artifact) throws Exception {
        return new Rivals(TASK).run(artifact, 7, turn()).score();
    }

    /** Nobody here draws or asks. */
    private static Turn turn() {
        return new Turn() {
            @Override
            public RandomGenerator random() {
                throw new UnsupportedOperationException();
            }

            @Override
            public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void spend(double usd) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void rivals_runInTheGuiseOfCandidates_andAreNoArtifactOfTheTask() throws Exception {
        SequencedMap<String, Candidate> guises = new Rivals(TASK).candidates();
        assertThat(guises.sequencedKeySet()).containsExactly("steady", "bold");
        assertThat(score(Objects.requireNonNull(guises.get("steady")).artifact())).isEqualTo(0.5);
        assertThat(score(Objects.requireNonNull(guises.get("bold")).artifact())).isEqualTo(0.75);
        assertThat(score(new Artifact(List.of(new Component("rule", Component.Kind.CODE, "", "", "", "steady")))))
                .isEqualTo(0.25);
    }
}
