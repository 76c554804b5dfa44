package io.agon.improve.world;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Balls fall and are caught with a paddle. A step is rewarded with 1 when the paddle comes nearer to the ball or is
 * under it, otherwise with 0; the score is the share of balls that are caught. So the immediate reward agrees with the
 * final score.
 */
final class PaddleBall implements Game {

    private static final int WIDTH = 9;
    private static final int HEIGHT = 8;

    @Override
    public List<String> situations() {
        return Stream.of("far left", "left", "above", "right", "far right")
                .flatMap(place -> Stream.of("drifting left", "straight", "drifting right")
                        .map(drift -> "ball %s, %s".formatted(place, drift)))
                .toList();
    }

    @Override
    public List<String> actions() {
        return List.of("left", "stay", "right");
    }

    @Override
    public String objective() {
        return "Catch as many balls as possible with the paddle.";
    }

    /** Where something is, seen from here. */
    static String place(int offset) {
        return switch (Integer.signum(offset)) {
            case 0 -> "above";
            case 1 -> offset > 2 ? "far right" : "right";
            default -> offset < -2 ? "far left" : "left";
        };
    }

    @Override
    public Play begin(RandomGenerator random) {
        return new Going(random);
    }

    private static final class Going implements Play {
        private final RandomGenerator random;
        private int paddle = WIDTH / 2;
        private int x;
        private int y;
        private int drift;
        private int balls;
        private int caught;

        Going(RandomGenerator random) {
            this.random = random;
            drop();
        }

        private void drop() {
            x = random.nextInt(WIDTH);
            y = HEIGHT;
            drift = random.nextInt(-1, 2);
        }

        @Override
        public String situation() {
            return "ball %s, %s"
                    .formatted(
                            place(x - paddle),
                            drift == 0 ? "straight" : drift < 0 ? "drifting left" : "drifting right");
        }

        @Override
        public double act(String action) {
            int before = Math.abs(x - paddle);
            int move = switch (action) {
                case "left" -> -1;
                case "right" -> 1;
                default -> 0;
            };
            paddle = Math.clamp(paddle + move, 0, WIDTH - 1);
            int after = Math.abs(x - paddle);
            fall();
            return after < before || after == 0 ? 1 : 0;
        }

        private void fall() {
            x += drift;
            if (x < 0 || x >= WIDTH) {
                drift = -drift;
                x += 2 * drift;
            }
            y--;
            if (y == 0) {
                balls++;
                caught += Math.abs(x - paddle) <= 1 ? 1 : 0;
                drop();
            }
        }

        @Override
        public double score() {
            return balls == 0 ? 0 : (double) caught / balls;
        }
    }
}
