package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorTest {

    @Test
    void healthyMachine_isSaidInBothForms() {
        assertThat(Cli.agon("doctor").succeeds().out()).contains("java", "database", "disk", "memory", "terminal");
        var json = Cli.agon("doctor", "--json").succeeds().json();
        assertThat(json.get("healthy").asBoolean()).isTrue();
        assertThat(json.get("checks")).hasSizeGreaterThan(4);
    }
}
