package dev.shaduf.live.kafka;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;

import org.apache.kafka.clients.CommonClientConfigs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code log:} of {@code shaduf.yml}, Kafka.
 *
 * @param servers where the cluster is: {@code host:port, …}
 * @param prefix before the names of topic and groups, so that projects can share a cluster
 * @param node which of the machines this is: the same after a restart
 * @param security how the cluster is entered, as clients of Kafka know it; empty where anyone may
 */
public record KafkaSettings(
        String servers, String prefix, String node, Map<String, String> security) {

    private static final String PREFIX = "shaduf";
    private static final List<String> SECURITY = List.of("security.", "sasl.", "ssl.");

    /** Of a cluster that anyone may enter. */
    public KafkaSettings(String servers, String prefix, String node) {
        this(servers, prefix, node, Map.of());
    }

    /**
     * What the settings say.
     *
     * @param state the directory that is this machine's own
     */
    public static KafkaSettings of(Settings log, Path state) {
        return new KafkaSettings(
                log.text("bootstrap_servers"),
                log.text("topic_prefix", PREFIX).strip(),
                node(state.toAbsolutePath().normalize()),
                security(log.group("properties")));
    }

    private static Map<String, String> security(Settings properties) {
        Map<String, String> all = new HashMap<>();
        for (String name : properties.values().members().keySet()) {
            if (SECURITY.stream().noneMatch(name::startsWith)) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        "The log's 'properties' cannot have '" + name + "'.",
                        "Only names that begin with security., sasl. or ssl. may be there.");
            }
            all.put(name, properties.text(name));
        }
        return Map.copyOf(all);
    }

    private static String node(Path state) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return host + "-" + Integer.toHexString(state.hashCode());
    }

    /** The topic that holds the events. */
    public String topic() {
        return prefix + ".events";
    }

    /** The group that keeps how far a reader is; nobody is a member of it. */
    String group(String reader) {
        return groups() + reader;
    }

    /** How the groups of readers begin. */
    String groups() {
        return prefix + ".reader.";
    }

    /** The group whose members share the partitions. */
    String members(String name) {
        return prefix + ".member." + name;
    }

    /** What every client needs to be told. */
    Map<String, Object> client() {
        Map<String, Object> all = new HashMap<>(security);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, prefix + "-" + node);
        all.put("enable.metrics.push", "false");
        all.put("metric.reporters", "");
        return all;
    }
}
