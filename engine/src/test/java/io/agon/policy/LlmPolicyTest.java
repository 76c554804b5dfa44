package io.agon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.model.Decoding;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.model.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LlmPolicyTest {

    private static final Query QUERY = new Query("1", Map.of("input", "2+2"), "4");
    private static final Prompt PROMPT = Prompt.of("p", "What is {{input}}?");
    private static final Decoding DECODING = new Decoding(0.7, null, null, 10, List.of());

    private static LlmPolicy policy(Workflow workflow) {
        return new LlmPolicy(PROMPT, Scripted.endpoint("m"), DECODING, workflow);
    }

    private static String answer(Workflow workflow, Scripted turn) throws Exception {
        return ((Answer.Given) policy(workflow).answer(QUERY, turn)).text();
    }

    @Test
    void direct_isOneCall() throws Exception {
        var turn = new Scripted(Map.of("answer", "4"));
        assertThat(answer(new Workflow.Direct(), turn)).isEqualTo("4");
        assertThat(turn.steps()).containsExactly("answer");
        assertThat(turn.requests().getFirst()).isEqualTo(Request.of(List.of(Message.user("What is 2+2?")), DECODING));
    }

    @Test
    void blankOrRefusedReply_isNoAnswer() {
        assertThatThrownBy(() -> answer(new Workflow.Direct(), new Scripted(Map.of("answer", " \n"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> answer(new Workflow.Direct(), new Scripted(Map.of("answer", "REFUSED"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> answer(
                        new Workflow.Vote(3, new FinalAnswer.LastLine()),
                        new Scripted(Map.of("sample 1", "a", "sample 2", "a"))))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void bestOf_takesTheHighestScore_ofEqualsTheFirst() throws Exception {
        Map<String, String> samples = Map.of("sample 1", "ab", "sample 2", "abc", "sample 3", "xyz");
        assertThat(answer(new Workflow.BestOf(3, new Scorer.Longest()), new Scripted(samples)))
                .isEqualTo("abc");
        assertThat(answer(new Workflow.BestOf(3, new Scorer.Shortest()), new Scripted(samples)))
                .isEqualTo("ab");
        Map<String, String> rated = new HashMap<>(samples);
        rated.put("score 1", "{\"score\": 3}");
        rated.put("score 2", "```json\n{\"score\": \"7.5\"}\n```");
        rated.put("score 3", "7.5");
        var turn = new Scripted(rated);
        var scorer = new Scorer.Rated(Scripted.endpoint("judge"), Scorer.STANDARD, Decoding.greedy(20));
        assertThat(answer(new Workflow.BestOf(3, scorer), turn)).isEqualTo("abc");
        assertThat(turn.steps()).containsExactly("sample 1", "sample 2", "sample 3", "score 1", "score 2", "score 3");
        assertThat(turn.last("score 2")).contains("Task:\nWhat is 2+2?", "Answer:\nabc");
        assertThat(turn.requests().getLast().schema()).contains(Scorer.SCHEMA);
        rated.put("score 2", "very good");
        assertThatThrownBy(() -> answer(new Workflow.BestOf(3, scorer), new Scripted(rated)))
                .hasMessageContaining("the score cannot be read");
    }

    @Test
    void vote_takesTheMostFrequentFinalAnswer_ofEqualsTheFirstSeen() throws Exception {
        Map<String, String> samples = new HashMap<>(Map.of(
                "sample 1", "It is 5.",
                "sample 2", "So 2+2 = 4.",
                "sample 3", "no idea",
                "sample 4", "4.0",
                "sample 5", "5"));
        var vote = new Workflow.Vote(5, new FinalAnswer.LastNumber());
        assertThat(answer(vote, new Scripted(samples))).isEqualTo("It is 5.");
        samples.put("sample 3", "hence\n4");
        assertThat(answer(vote, new Scripted(samples))).isEqualTo("So 2+2 = 4.");
        var none = new Workflow.Vote(2, new FinalAnswer.Regex("answer: (\\w+)"));
        assertThat(answer(none, new Scripted(samples))).as("nobody votes").isEqualTo("It is 5.");
    }

    @Test
    void finalAnswers_areNormal() {
        assertThat(new FinalAnswer.LastNumber().in("1 or 1,250.0"))
                .contains("1250")
                .isEqualTo(new FinalAnswer.LastNumber().in("$1250"));
        assertThat(new FinalAnswer.LastLine().in("x\n Paris. \n\n")).contains("paris");
        assertThat(new FinalAnswer.LastLine().in(" \n")).isEmpty();
        assertThat(new FinalAnswer.Regex("\\((.)\\)").in("(a) then (B)")).contains("b");
        assertThat(new FinalAnswer.LastNumber().in("0.00")).contains("0");
    }

    @Test
    void critique_revisesTheDraft_andEmbedsNoMoreThanWasReserved() throws Exception {
        String longDraft = "é".repeat(41); // 82 bytes, 80 are embedded
        var turn = new Scripted(Map.of(
                "draft", longDraft,
                "critique 1", "c1",
                "revision 1", "r1",
                "critique 2", "c2",
                "revision 2", "r2"));
        assertThat(answer(new Workflow.Critique(2), turn)).isEqualTo("r2");
        assertThat(turn.steps()).containsExactly("draft", "critique 1", "revision 1", "critique 2", "revision 2");
        assertThat(turn.messages("critique 1").get(1)).isEqualTo(Message.assistant("é".repeat(40)));
        assertThat(turn.messages("revision 1")).hasSize(5);
        assertThat(turn.messages("critique 2").get(1)).isEqualTo(Message.assistant("r1"));
    }

    @Test
    void worstCase_coversEveryRequestThatIsMade() throws Exception {
        String most = "x".repeat(500);
        Map<String, String> replies = new HashMap<>();
        for (String step : List.of("answer", "draft", "critique 1", "critique 2", "revision 1", "revision 2")) {
            replies.put(step, most);
        }
        for (int i = 1; i <= 3; i++) {
            replies.put("sample " + i, most);
            replies.put("score " + i, "1");
        }
        var own = Prompt.of("s", "{{answer}} {{answer}} {{input}} {{task}}");
        for (Workflow workflow : List.of(
                new Workflow.Direct(),
                new Workflow.BestOf(3, new Scorer.Longest()),
                new Workflow.BestOf(3, new Scorer.Rated(Scripted.endpoint("j"), own, Decoding.greedy(7))),
                new Workflow.Vote(3, new FinalAnswer.LastLine()),
                new Workflow.Critique(2))) {
            var turn = new Scripted(replies);
            LlmPolicy policy = policy(workflow);
            assertThat(policy.answer(QUERY, turn)).isNotNull();
            double asked = turn.requests().stream()
                    .mapToDouble(it -> Scripted.endpoint("m")
                            .worst(it.inputBound(), it.decoding().maxTokens()))
                    .sum();
            assertThat(policy.worstCase(QUERY)).as("%s", workflow).isCloseTo(asked, within(1e-12));
            assertThat(policy.calls().stream().map(PlannedCall::step)).isEqualTo(turn.steps());
        }
    }

    @Test
    void version_changesWithAllThatShapesAnswers_andNothingElse() {
        PolicyVersion plain = policy(new Workflow.Direct()).version().orElseThrow();
        assertThat(plain.hash()).matches("[0-9a-f]{64}");
        assertThat(new LlmPolicy(
                                Prompt.of("another name", "What is {{input}}?"),
                                Scripted.endpoint("m"),
                                DECODING,
                                new Workflow.Direct())
                        .version()
                        .orElseThrow())
                .isEqualTo(plain);
        assertThat(List.of(
                        plain,
                        new LlmPolicy(
                                        Prompt.of("p", "{{input}}?"),
                                        Scripted.endpoint("m"),
                                        DECODING,
                                        new Workflow.Direct())
                                .version()
                                .orElseThrow(),
                        new LlmPolicy(PROMPT, Scripted.endpoint("n"), DECODING, new Workflow.Direct())
                                .version()
                                .orElseThrow(),
                        new LlmPolicy(PROMPT, Scripted.endpoint("m"), Decoding.DEFAULT, new Workflow.Direct())
                                .version()
                                .orElseThrow(),
                        policy(new Workflow.Critique(1)).version().orElseThrow(),
                        policy(new Workflow.Critique(2)).version().orElseThrow(),
                        policy(new Workflow.Vote(2, new FinalAnswer.LastLine()))
                                .version()
                                .orElseThrow(),
                        policy(new Workflow.BestOf(2, new Scorer.Longest()))
                                .version()
                                .orElseThrow()))
                .doesNotHaveDuplicates();
    }

    @Test
    void prompt_withoutAUserAtTheEnd_isRefused() {
        assertThatThrownBy(() -> new Prompt("p", List.of(Prompt.Part.of(Message.Role.SYSTEM, "x"))))
                .hasMessageContaining("must end with a message of the user");
        assertThatThrownBy(() -> new Prompt(
                        "p",
                        List.of(
                                Prompt.Part.of(Message.Role.USER, "x"),
                                Prompt.Part.of(Message.Role.SYSTEM, "x"),
                                Prompt.Part.of(Message.Role.USER, "x"))))
                .hasMessageContaining("system message that is not the first");
    }
}
