package io.agon.improve.world;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A ship below an enemy. A missile costs {@value #COST} when it is fired and flies for {@value #FLIGHT} steps; when the
 * ship was under the enemy as it was fired, it hits then and brings {@value #HIT}, and the next enemy comes. Gathering
 * dust brings {@value #DUST} at once. The score is the mean reward of a step, at least 0 and at most 1. So the reward
 * of what is best comes late, and at once it is the lowest of all.
 */
final class Shooter implements Game {

    private static final int WIDTH = 9;
    private static final int FLIGHT = 4;
    private static final double HIT = 7;
    private static final double COST = 0.7;
    private static final double DUST = 0.15;

    @Override
    public List<String> situations() {
        return Stream.of("far left", "left", "above", "right", "far right")
                .flatMap(place -> Stream.of("ready", "missile flying").map(gun -> "enemy %s, %s".formatted(place, gun)))
                .toList();
    }

    @Override
    public List<String> actions() {
        return List.of("left", "right", "fire", "gather");
    }

    @Override
    public String objective() {
        return "Reach as many points as possible: hit enemies, gather dust.";
    }

    @Override
    public Play begin(RandomGenerator random) {
        return new Going(random);
    }

    private static final class Going implements Play {
        private final RandomGenerator random;
        private int ship = WIDTH / 2;
        private int enemy;
        private int flying;
        private boolean aimed;
        private double total;
        private int steps;

        Going(RandomGenerator random) {
            this.random = random;
            enemy = random.nextInt(WIDTH);
        }

        @Override
        public String situation() {
            return "enemy %s, %s".formatted(PaddleBall.place(enemy - ship), flying > 0 ? "missile flying" : "ready");
        }

        @Override
        public double act(String action) {
            double reward = arriving();
            switch (action) {
                case "left" -> ship = Math.max(0, ship - 1);
                case "right" -> ship = Math.min(WIDTH - 1, ship + 1);
                case "gather" -> reward += DUST;
                default -> {
                    if (flying == 0) {
                        reward -= COST;
                        flying = FLIGHT;
                        aimed = ship == enemy;
                    }
                }
            }
            total += reward;
            steps++;
            return reward;
        }

        private double arriving() {
            if (flying > 0) {
                flying--;
                if (flying == 0 && aimed) {
                    enemy = random.nextInt(WIDTH);
                    return HIT;
                }
            }
            return 0;
        }

        @Override
        public double score() {
            return steps == 0 ? 0 : Math.clamp(total / steps, 0, 1);
        }
    }
}
