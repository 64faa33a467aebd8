package dev.shaduf.live.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogKit;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.trials.KafkaServer;

import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.JaasUtils;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A cluster that wants a user and a password. */
class KafkaSecurityTest {

    private static KafkaClusterTestKit cluster;

    @TempDir Path state;

    @BeforeAll
    static void start() {
        cluster = KafkaServer.open(SecurityProtocol.SASL_PLAINTEXT);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private KafkaSettings settings(String password) {
        String login =
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"%s\" password=\"%s\";";
        Json.Obj properties =
                Json.object()
                        .with("security.protocol", "SASL_PLAINTEXT")
                        .with("sasl.mechanism", "PLAIN")
                        .with(
                                "sasl.jaas.config",
                                login.formatted(JaasUtils.KAFKA_PLAIN_ADMIN, password));
        Json.Obj log =
                Json.object()
                        .with("bootstrap_servers", cluster.bootstrapServers())
                        .with("properties", properties);
        return KafkaSettings.of(new Settings("log", log), state);
    }

    @Test
    void whoHasThePasswordWritesAndReads() throws InterruptedException {
        try (EventLog log = KafkaLog.open(settings(JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD))) {
            log.append(List.of(LogKit.entry("a", "u", 1)));

            assertThat(LogKit.ids(log)).containsExactly("a");
        }
    }

    @Test
    void whoHasNotIsToldSo() {
        assertThatThrownBy(() -> KafkaLog.open(settings("wrong")))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(Failure.UNREACHABLE))
                .hasMessageContaining("Authentication failed");
    }

    @Test
    void whatMakesEventsDurableIsNotForTheFileToChange() {
        Json.Obj log =
                Json.object()
                        .with("bootstrap_servers", "k1:9092")
                        .with("properties", Json.object().with("acks", "0"));

        assertThatThrownBy(() -> KafkaSettings.of(new Settings("log", log), state))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("'acks'");
    }
}
