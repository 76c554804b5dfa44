package io.agon.improve.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.budget.Allotment;
import io.agon.config.ConfigException;
import io.agon.improve.Proposal;
import io.agon.judge.Scripted;
import io.agon.loop.KeptReplies;
import io.agon.loop.KeptTurn;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Reply;
import io.agon.model.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerModelTest {

    private static final Decoding DECODING = Decoding.greedy(EndpointModel.MAX_TOKENS);

    @TempDir
    private Path folder;

    private Proposal proposed(Form form, OptimizerModel model) throws Exception {
        try (var kept = new KeptReplies(folder.resolve("replies.jsonl"))) {
            var turn = new KeptTurn("update 7", new SplittableRandom(1), kept, Allotment.unbounded());
            return Optimizers.of(form, model).propose(Example.problem(), turn);
        }
    }

    /** A reply that each form can make something of, but for JSON. */
    private static final String REPLY = Example.answer("read", "read(reply) = 9") + "\n```\nread(reply) = 9\n```\n";

    @ParameterizedTest
    @EnumSource
    void eachForm_asksTheEnginesEndpoint_andBuysNothingTwice(Form form) throws Exception {
        var scripted =
                new Scripted(it -> form == Form.JSON ? "{\"suggestion\": {\"read\": \"read(reply) = 9\"}}" : REPLY);
        var model = new EndpointModel(scripted.endpoint(), DECODING);
        Proposal first = proposed(form, model);
        assertThat(first.bodies()).containsEntry(form == Form.REFLECTIVE ? "prompt" : "read", "read(reply) = 9");
        int bought = scripted.requests.size();
        assertThat(bought).isBetween(1, form.calls(2));
        assertThat(scripted.requests).allSatisfy(it -> assertThat(it.decoding()).isEqualTo(DECODING));
        assertThat(proposed(form, model)).isEqualTo(first);
        assertThat(scripted.requests).hasSize(bought);
    }

    private static Endpoint replying(Reply reply) {
        return new Endpoint(
                new Model() {
                    private int calls;

                    @Override
                    public ModelId id() {
                        return ModelId.parse("scripted:model");
                    }

                    @Override
                    public Reply complete(Request request, long seed, String key) {
                        if (++calls > 1) {
                            throw new AssertionError("It was bought before.");
                        }
                        return reply;
                    }
                },
                Optional.empty());
    }

    @Test
    void refusedOrBlankReply_isNoChange_andIsKept() throws Exception {
        for (var finish : List.of(Reply.Finish.REFUSED, Reply.Finish.STOP)) {
            String text = finish == Reply.Finish.REFUSED ? REPLY : " ";
            var model = new EndpointModel(
                    replying(new Reply(text, finish, Optional.empty(), finish.name(), Optional.empty())),
                    Decoding.greedy(finish.ordinal() + 1));
            for (int i = 0; i < 2; i++) {
                assertThat(proposed(Form.TRACE, model).nothing()).isEqualTo("the model refused or said nothing");
            }
        }
    }

    @Test
    void providerThatFails_isAnException() {
        OptimizerModel failing = (messages, step, turn) -> {
            throw new ModelException(new Fault.TimedOut(), "");
        };
        assertThat(Form.values())
                .allSatisfy(form ->
                        assertThatThrownBy(() -> proposed(form, failing)).isInstanceOf(ModelException.class));
    }

    @Test
    void estimates_areTheWorst() {
        var model = new EndpointModel(new Scripted(it -> "").endpoint(), Decoding.greedy(1000));
        assertThat(model.worst(3, 5000)).isCloseTo(0.018, within(1e-12));
        assertThat(Form.TRACE.calls(4)).isEqualTo(1);
        assertThat(Form.SCORE_HISTORY.word()).isEqualTo("score-history");
    }

    private Path file(String... lines) throws Exception {
        return Files.write(folder.resolve("recorded.jsonl"), List.of(lines));
    }

    @Test
    void recordedReplies_goByStep_whateverWasAskedBefore() throws Exception {
        RecordedModel model = RecordedModel.read(file(
                "{\"reply\": \"first\"}",
                "",
                "{\"step\": \"update 7\", \"reply\": \"seventh\"}",
                "{\"reply\": \"second\", \"model\": \"m\"}"));
        assertThat(model.reply(List.of(), "update 7", Example.NO_TURN)).isEqualTo("seventh");
        assertThat(model.reply(List.of(), "update 2", Example.NO_TURN)).isEqualTo("second");
        assertThat(model.reply(List.of(), "update 1", Example.NO_TURN)).isEqualTo("first");
        assertThat(model.reply(List.of(), "update 2", Example.NO_TURN)).isEqualTo("second");
        assertThatThrownBy(() -> model.reply(List.of(), "update 3", Example.NO_TURN))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        it -> assertThat(it.fault().passing()).isFalse())
                .hasMessageContaining("no reply to 'update 3' is recorded");
    }

    @Test
    void recordedReplies_serveAForm() throws Exception {
        var model = new RecordedModel(Map.of("update 7", Example.answer("prompt", "New.")));
        assertThat(proposed(Form.TRACE, model).bodies()).isEqualTo(Map.of("prompt", "New."));
    }

    @Test
    void brokenRecordings_areToldWithAllTheirLines() throws Exception {
        Path file = file(
                "{\"reply\": 1}",
                "nothing",
                "{\"step\": 1, \"reply\": \"a\"}",
                "{\"reply\": \"a\"}",
                "{\"step\": \"update 1\", \"reply\": \"b\"}");
        assertThatThrownBy(() -> RecordedModel.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("recorded.jsonl:1: must be")
                .hasMessageContaining("recorded.jsonl:2: must be")
                .hasMessageContaining("recorded.jsonl:3: must be")
                .hasMessageContaining("recorded.jsonl:5: is a second reply to 'update 1'");
        assertThatThrownBy(() -> RecordedModel.read(folder.resolve("absent.jsonl")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }
}
