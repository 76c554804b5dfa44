package io.agon.improve.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The seccomp filter of candidates: a classic BPF program that Linux asks before each system call (seccomp(2),
 * {@code SECCOMP_MODE_FILTER}). No new process, no socket, and nothing that reaches for the kernel's rarer doors. A
 * system call of another architecture ends the process.
 */
enum SystemCalls {
    /** Numbers of arch/x86/entry/syscalls/syscall_64.tbl; x32 calls are refused. */
    X86_64(
            0xC000003E,
            56,
            // fork vfork socket socketpair ptrace pivot_root mount umount2 init_module kexec_load add_key request_key
            // keyctl unshare perf_event_open open_by_handle_at setns process_vm_readv process_vm_writev finit_module
            // bpf
            // userfaultfd io_uring_setup
            57,
            58,
            41,
            53,
            101,
            155,
            165,
            166,
            175,
            246,
            248,
            249,
            250,
            272,
            298,
            304,
            308,
            310,
            311,
            313,
            321,
            323,
            425),
    /** Numbers of include/uapi/asm-generic/unistd.h, which has no fork and no vfork. */
    AARCH64(
            0xC00000B7,
            220,
            // socket socketpair ptrace pivot_root mount umount2 init_module kexec_load add_key request_key keyctl
            // unshare
            // perf_event_open open_by_handle_at setns process_vm_readv process_vm_writev finit_module bpf userfaultfd
            // io_uring_setup
            198,
            199,
            117,
            41,
            40,
            39,
            105,
            104,
            217,
            218,
            219,
            97,
            241,
            265,
            268,
            270,
            271,
            273,
            280,
            282,
            425);

    private static final int CLONE3 = 435;
    private static final int CLONE_THREAD = 0x10000;
    private static final int X32 = 0x40000000;

    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int HAS_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int NOT_PERMITTED = 0x00050000 + 1;
    /** What a kernel without clone3 says; the C library then takes clone, whose flags a filter can see. */
    private static final int NOT_THERE = 0x00050000 + 38;

    private final int architecture;
    private final int clone;
    private final int[] refused;

    SystemCalls(int architecture, int clone, int... refused) {
        this.architecture = architecture;
        this.clone = clone;
        this.refused = refused;
    }

    /** Those of this machine. */
    static SystemCalls here() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> X86_64;
            case "aarch64" -> AARCH64;
            case String other ->
                throw new IllegalStateException(
                        "The sandbox knows amd64 and aarch64, but this machine is %s; use the rule language, or say sandbox: none."
                                .formatted(other));
        };
    }

    /** The program: 8 bytes an instruction, as {@code bwrap --seccomp} reads it. */
    byte[] filter() {
        ByteBuffer program = ByteBuffer.allocate(8 * (14 + 2 * refused.length)).order(ByteOrder.LITTLE_ENDIAN);
        // struct seccomp_data: number at 0, architecture at 4, arguments of 8 bytes from 16.
        add(program, LOAD, 0, 0, 4);
        add(program, EQUAL, 1, 0, architecture);
        add(program, RETURN, 0, 0, KILL);
        add(program, LOAD, 0, 0, 0);
        add(program, AT_LEAST, 0, 1, X32);
        add(program, RETURN, 0, 0, NOT_PERMITTED);
        for (int call : refused) {
            add(program, EQUAL, 0, 1, call);
            add(program, RETURN, 0, 0, NOT_PERMITTED);
        }
        add(program, EQUAL, 0, 1, CLONE3);
        add(program, RETURN, 0, 0, NOT_THERE);
        add(program, EQUAL, 1, 0, clone);
        add(program, RETURN, 0, 0, ALLOW);
        add(program, LOAD, 0, 0, 16);
        add(program, HAS_BIT, 1, 0, CLONE_THREAD);
        add(program, RETURN, 0, 0, NOT_PERMITTED);
        add(program, RETURN, 0, 0, ALLOW);
        return program.array();
    }

    private static void add(ByteBuffer program, int code, int whenTrue, int whenFalse, int value) {
        program.putShort((short) code)
                .put((byte) whenTrue)
                .put((byte) whenFalse)
                .putInt(value);
    }
}
