package io.agon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agon.model.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatFormatTest {

    private static final List<Message> TALK =
            List.of(Message.system("Be kind."), Message.user("Hi"), Message.assistant("Hello"), Message.user("Bye"));

    @Test
    void conversations_areWrittenAsTheModelsWantThem() {
        assertThat(ChatFormat.CHATML.prompt(TALK))
                .isEqualTo("<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
                        + "<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n"
                        + "<|im_start|>assistant\n");
        assertThat(ChatFormat.LLAMA3.prompt(TALK))
                .isEqualTo("<|start_header_id|>system<|end_header_id|>\n\nBe kind.<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n");
        assertThat(ChatFormat.GEMMA.prompt(TALK))
                .isEqualTo("<start_of_turn>user\nBe kind.\n\nHi<end_of_turn>\n"
                        + "<start_of_turn>model\nHello<end_of_turn>\n<start_of_turn>user\nBye<end_of_turn>\n"
                        + "<start_of_turn>model\n");
        assertThat(ChatFormat.PHI3.prompt(TALK))
                .isEqualTo("<|system|>\nBe kind.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\nHello<|end|>\n"
                        + "<|user|>\nBye<|end|>\n<|assistant|>\n");
        assertThat(ChatFormat.INST.prompt(TALK)).isEqualTo("[INST] Be kind.\n\nHi [/INST] Hello</s>[INST] Bye [/INST]");
        assertThat(ChatFormat.NONE.prompt(TALK)).isEqualTo("Be kind.HiHelloBye");
    }

    @Test
    void format_isFoundByItsMarks() {
        assertThat(ChatFormat.of("{% for m in messages %}{{ '<|im_start|>' + m.role }}"))
                .contains(ChatFormat.CHATML);
        assertThat(ChatFormat.of("{{ bos_token }}...<|start_header_id|>...")).contains(ChatFormat.LLAMA3);
        assertThat(ChatFormat.of("'<start_of_turn>' + role")).contains(ChatFormat.GEMMA);
        assertThat(ChatFormat.of("{{'<|user|>' + '\n' + message.content + '<|end|>'}}"))
                .contains(ChatFormat.PHI3);
        assertThat(ChatFormat.of("[INST] {{ content }} [/INST]")).contains(ChatFormat.INST);
        assertThat(ChatFormat.of("{{ messages }}")).isEmpty();
    }

    @Test
    void names_areReadInAnyCase() {
        assertThat(ChatFormat.named("ChatML")).isEqualTo(ChatFormat.CHATML);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatFormat.named("vicuna"))
                .withMessageContaining("chatml, llama3, gemma, phi3, inst, none");
    }
}
