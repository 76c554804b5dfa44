package io.agon.improve.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemCallsTest {

    private static final int THREAD = 0x3d0f00;
    private static final int FORK = 0x1200011;

    /** What a kernel makes of the program: classic BPF, the five instructions that it has. */
    private static String verdict(SystemCalls calls, int architecture, int number, int flags) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, number).putInt(4, architecture).putInt(16, flags);
        ByteBuffer program = ByteBuffer.wrap(calls.filter()).order(ByteOrder.LITTLE_ENDIAN);
        int loaded = 0;
        int at = 0;
        while (true) {
            int code = program.getShort(8 * at);
            int value = program.getInt(8 * at + 4);
            boolean jumps = switch (code) {
                case 0x15 -> loaded == value;
                case 0x35 -> Integer.compareUnsigned(loaded, value) >= 0;
                case 0x45 -> (loaded & value) != 0;
                default -> false;
            };
            if (code == 0x06) {
                return switch (value) {
                    case 0x7fff0000 -> "allowed";
                    case 0x80000000 -> "killed";
                    case 0x00050001 -> "EPERM";
                    case 0x00050026 -> "ENOSYS";
                    default -> "0x%x".formatted(value);
                };
            }
            if (code == 0x20) {
                loaded = data.getInt(value);
                at++;
            } else {
                at += 1 + program.get(8 * at + (jumps ? 2 : 3));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X86_64, C000003E, 0, read, allowed",
        "X86_64, C000003E, 59, execve, allowed",
        "X86_64, C000003E, 57, fork, EPERM",
        "X86_64, C000003E, 58, vfork, EPERM",
        "X86_64, C000003E, 41, socket, EPERM",
        "X86_64, C000003E, 425, io_uring_setup, EPERM",
        "X86_64, C000003E, 435, clone3, ENOSYS",
        "X86_64, C000003E, 1073741865, x32 socket, EPERM",
        "X86_64, 40000003, 2, i386 fork, killed",
        "AARCH64, C00000B7, 63, read, allowed",
        "AARCH64, C00000B7, 221, execve, allowed",
        "AARCH64, C00000B7, 198, socket, EPERM",
        "AARCH64, C00000B7, 435, clone3, ENOSYS",
        "AARCH64, 40000028, 2, arm fork, killed"
    })
    void filter_answersAsSaid(SystemCalls calls, String architecture, int number, String name, String answer) {
        assertThat(verdict(calls, Integer.parseUnsignedInt(architecture, 16), number, 0))
                .as(name)
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"X86_64, C000003E, 56", "AARCH64, C00000B7, 220"})
    void clone_makesThreadsAndNoProcesses(SystemCalls calls, String architecture, int number) {
        int of = Integer.parseUnsignedInt(architecture, 16);
        assertThat(verdict(calls, of, number, THREAD)).isEqualTo("allowed");
        assertThat(verdict(calls, of, number, FORK)).isEqualTo("EPERM");
    }
}
