package io.agon.improve.report;

import io.agon.improve.Candidate;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Round;
import io.agon.improve.Improvement.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who came of whom in an improvement, and what became of each. */
public final class Lineage {

    private final Improvement improvement;
    private final Map<Integer, Member> members = new HashMap<>();

    /** What became of a candidate. */
    public enum Fate {
        START("start"),
        ACCEPTED("accepted"),
        REJECTED("rejected"),
        /** It did not challenge the champion. */
        UNTRIED("untried");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        /** In one word. */
        public String word() {
            return word;
        }
    }

    /**
     * A candidate among its kin.
     *
     * @param round that made it; empty for the start
     * @param trials rounds after which it challenged the champion, in order
     * @param children numbers, in order
     * @param line whether the one that was taken comes of it, or is it
     */
    public record Member(
            Standing standing,
            Fate fate,
            Optional<Round> round,
            List<Round> trials,
            List<Integer> children,
            boolean line) {

        /** Its number. */
        public int number() {
            return standing.candidate().number();
        }

        /** Whether nothing came of it: no child, and no place in the line. */
        public boolean idle() {
            return children.isEmpty() && !line && (fate == Fate.REJECTED || fate == Fate.UNTRIED);
        }

        /** What became of it and when, such as {@code made in update 15, accepted after update 16}. */
        public String story() {
            int made = standing.candidate().update();
            int tried = trials.isEmpty() ? made : trials.getLast().update();
            return fate == Fate.START
                    ? fate.word()
                    : made == tried
                            ? "%s, update %d".formatted(fate.word(), made)
                            : "made in update %d, %s after update %d".formatted(made, fate.word(), tried);
        }

        /** A dot: full for one that was champion. */
        public String mark() {
            return switch (fate) {
                case START, ACCEPTED -> "●";
                case REJECTED, UNTRIED -> "○";
            };
        }

        /** Mean score on validation items, or else on batches; NaN without one. */
        public double score() {
            return Double.isNaN(standing.validation()) ? standing.training() : standing.validation();
        }
    }

    /**
     * A member in a drawing of rows: those that continue a line stand below each other, others branch off.
     *
     * @param lane from 0, where it stands
     * @param rails lanes beside it that go on below this row
     * @param branch whether it comes out of the lane to its left
     */
    public record Row(Member member, int lane, Set<Integer> rails, boolean branch) {

        /** As text, such as {@code │ ├─● }. */
        public String drawn() {
            var text = new StringBuilder();
            for (int at = 0; at < lane; at++) {
                text.append(
                        branch && at == lane - 1 ? rails.contains(at) ? "├─" : "└─" : rails.contains(at) ? "│ " : "  ");
            }
            return text.append(member.mark()).toString();
        }
    }

    /** Of an improvement, finished or not. */
    public Lineage(Improvement improvement) {
        this.improvement = improvement;
        var rounds = new HashMap<Integer, Round>();
        var trials = new HashMap<Integer, List<Round>>();
        for (Round it : improvement.rounds()) {
            it.child().ifPresent(child -> rounds.put(child, it));
            if (it.decision().isPresent()) {
                it.challenger()
                        .ifPresent(number -> trials.computeIfAbsent(number, none -> new ArrayList<>())
                                .add(it));
            }
        }
        var children = new HashMap<Integer, List<Integer>>();
        var parents = new HashMap<Integer, Integer>();
        improvement
                .candidates()
                .forEach(it -> it.candidate().parent().ifPresent(parent -> {
                    children.computeIfAbsent(parent, none -> new ArrayList<>())
                            .add(it.candidate().number());
                    parents.put(it.candidate().number(), parent);
                }));
        var line = new HashSet<Integer>();
        for (Integer at = taken(); at != null && line.add(at); at = parents.get(at)) {}
        for (Standing it : improvement.candidates()) {
            int number = it.candidate().number();
            List<Round> tried = List.copyOf(trials.getOrDefault(number, List.of()));
            members.put(
                    number,
                    new Member(
                            it,
                            fate(it.candidate(), tried),
                            Optional.ofNullable(rounds.get(number)),
                            tried,
                            List.copyOf(children.getOrDefault(number, List.of())),
                            line.contains(number)));
        }
    }

    private static Fate fate(Candidate candidate, List<Round> trials) {
        return candidate.parent().isEmpty()
                ? Fate.START
                : trials.isEmpty()
                        ? Fate.UNTRIED
                        : trials.stream().anyMatch(Lineage::won) ? Fate.ACCEPTED : Fate.REJECTED;
    }

    private static boolean won(Round trial) {
        return trial.decision().orElseThrow().accepted();
    }

    /** Rounds after which the champion changed, in order. */
    public List<Round> successions() {
        return improvement.rounds().stream()
                .filter(it -> it.decision().isPresent() && won(it))
                .toList();
    }

    /** The improvement. */
    public Improvement improvement() {
        return improvement;
    }

    /** Number of the candidate that selection took, or of the champion while it runs. */
    public int taken() {
        return improvement.chosen().orElse(improvement.champion());
    }

    /** Whether there is a candidate of this number. */
    public boolean contains(int number) {
        return members.containsKey(number);
    }

    /** The candidate of this number. */
    public Member member(int number) {
        Member member = members.get(number);
        if (member == null) {
            throw new IllegalArgumentException(
                    "There is no candidate %d, only 0 to %d.".formatted(number, members.size() - 1));
        }
        return member;
    }

    /** All, by number. */
    public List<Member> members() {
        return members.values().stream().toList();
    }

    /** The candidate that was edited; empty for the start. */
    public Optional<Member> parent(Member child) {
        var parent = child.standing().candidate().parent();
        return parent.isPresent() ? Optional.of(member(parent.getAsInt())) : Optional.empty();
    }

    /**
     * All, the start first, each below its parent: the line of the one that was taken straight down, then the largest
     * families.
     */
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        draw(0, 0, Set.of(), false, rows);
        return rows;
    }

    private void draw(int first, int lane, Set<Integer> rails, boolean branch, List<Row> rows) {
        var at = Optional.of(member(first));
        boolean branching = branch;
        while (at.isPresent()) {
            Member it = at.get();
            rows.add(new Row(it, lane, rails, branching));
            branching = false;
            Optional<Member> next = heir(it);
            List<Integer> beside = it.children().stream()
                    .filter(child -> next.isEmpty() || child != next.get().number())
                    .toList();
            for (int child : beside) {
                var beyond = new HashSet<>(rails);
                if (next.isPresent() || child != beside.getLast()) {
                    beyond.add(lane);
                }
                draw(child, lane + 1, beyond, true, rows);
            }
            at = next;
        }
    }

    /** Who continues the line; not one of which nothing came. */
    private Optional<Member> heir(Member it) {
        Member best = null;
        for (int child : it.children()) {
            Member other = member(child);
            if (other.idle()) {
                continue;
            }
            if (best == null || other.line() || (!best.line() && size(other) > size(best))) {
                best = other;
            }
        }
        return Optional.ofNullable(best);
    }

    private int size(Member it) {
        return 1 + it.children().stream().mapToInt(child -> size(member(child))).sum();
    }
}
