package dev.shaduf.live.kafka;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogFailure;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogStatus;
import dev.shaduf.live.log.Party;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * A log that several processes share: a topic of Kafka, its partitions being the shards. An event
 * is in it once every copy that counts has it.
 */
public final class KafkaLog implements EventLog {

    private final KafkaSettings settings;
    private final Cluster cluster;
    private final Topic topic;
    private final Edges edges;
    private final Places places;
    private final Sending sending;
    private final Watch watch;
    private final Thread watching;
    private volatile boolean closed;

    private KafkaLog(KafkaSettings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
        topic = Topic.open(cluster, settings.topic());
        edges = new Edges(topic.shards());
        places = new Places(cluster, settings, topic);
        watch = new Watch(cluster, topic, edges, places);
        measure();
        sending = new Sending(settings, topic, edges);
        watching = Thread.ofPlatform().name("log-watch").daemon().start(watch);
    }

    /**
     * Opens the log of a cluster; its topic is made where it is not there.
     *
     * @throws ShadufException where the cluster does not answer, or the topic may lose events
     */
    public static KafkaLog open(KafkaSettings settings) {
        Cluster cluster = new Cluster(settings);
        boolean opened = false;
        try {
            KafkaLog log = new KafkaLog(settings, cluster);
            opened = true;
            return log;
        } finally {
            if (!opened) {
                cluster.close();
            }
        }
    }

    /**
     * Tries whether the log of a cluster can be opened; makes nothing there.
     *
     * @throws ShadufException where the cluster does not answer, or the topic may lose events
     */
    public static void check(KafkaSettings settings) {
        try (Cluster cluster = new Cluster(settings)) {
            Topic.check(cluster, settings.topic());
        }
    }

    /**
     * Makes sure that no other machine is among those that read for a purpose.
     *
     * @throws ShadufException where one is
     */
    public void claim(String name) {
        String group = settings.members(name);
        String self = String.valueOf(settings.client().get(CommonClientConfigs.CLIENT_ID_CONFIG));
        for (MemberDescription member : members(group)) {
            if (!member.clientId().equals(self)) {
                throw new ShadufException(
                        Failure.BUSY,
                        "Another machine loads the events of this log already: %s at %s."
                                .formatted(member.clientId(), member.host()),
                        "A DuckDB file belongs to one machine: serve with '--roles collect' on the"
                                + " others, or use a warehouse that they share.");
            }
        }
    }

    private List<MemberDescription> members(String group) {
        try {
            Map<String, ConsumerGroupDescription> found =
                    cluster.ask(
                            cluster.admin().describeConsumerGroups(List.of(group)).all(),
                            Cluster.PATIENCE);
            return found.values().stream().flatMap(one -> one.members().stream()).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw cluster.away(e);
        }
    }

    @Override
    public void append(List<Entry> entries) {
        LogFailure refusal = refusal();
        if (refusal == null && !entries.isEmpty()) {
            refusal = sending.send(entries);
            if (refusal == LogFailure.LOG_AWAY) {
                watch.fellIll();
            }
        }
        if (refusal != null) {
            throw refused(refusal);
        }
    }

    private @Nullable LogFailure refusal() {
        if (closed) {
            return LogFailure.LOG_CLOSED;
        }
        if (watch.isIll()) {
            return LogFailure.LOG_AWAY;
        }
        return sending.isFull() ? LogFailure.LOG_BEHIND : null;
    }

    private static ShadufException refused(LogFailure why) {
        String what =
                switch (why) {
                    case LOG_AWAY, DISK_FULL -> "Kafka does not acknowledge events now.";
                    case LOG_BEHIND -> "Too many events wait for Kafka.";
                    case LOG_CLOSED -> "The event log is being closed.";
                };
        return new ShadufException(why, what, "Send the same again in a few seconds.");
    }

    @Override
    public String id() {
        return topic.id();
    }

    @Override
    public int shards() {
        return topic.shards();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    private void measure() {
        try {
            watch.measure();
        } catch (ExecutionException e) {
            throw cluster.away(e);
        }
    }

    @Override
    public LogReader reader(String name, int shard) {
        measure();
        return new KafkaReader(
                settings,
                topic.partition(shard),
                edges,
                places.open(name, shard, edges.first(shard)),
                () -> places.leave(name, shard));
    }

    @Override
    public Runnable join(Party party, Consumer<Set<Integer>> mine) {
        Membership membership = new Membership(settings, topic, party, mine);
        membership.start();
        return membership::close;
    }

    @Override
    public Set<String> readers() {
        return places.readers();
    }

    @Override
    public void forget(String reader) {
        places.forget(reader);
    }

    @Override
    public LogStatus status() {
        return new LogStatus(refusal(), sending.appended(), sending.groups(), 0);
    }

    @Override
    public void close() {
        closed = true;
        sending.close();
        watch.stop();
        try {
            watching.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        places.save();
        cluster.close();
    }
}
