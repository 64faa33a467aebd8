package dev.shaduf.live.kafka;

import dev.shaduf.spi.ShadufException;

import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * How far the readers are, kept in Kafka a moment later: whoever reads on may find a little more
 * than is left, never less. Safe to share.
 */
final class Places {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final KafkaSettings settings;
    private final Topic topic;
    private final Map<String, Map<Integer, Place>> all = new ConcurrentHashMap<>();

    Places(Cluster cluster, KafkaSettings settings, Topic topic) {
        this.cluster = cluster;
        this.settings = settings;
        this.topic = topic;
    }

    /** How far a reader is, asked anew where nobody in this process reads for it. */
    synchronized Place open(String reader, int shard, long otherwise) {
        Place place =
                all.computeIfAbsent(reader, name -> new ConcurrentHashMap<>())
                        .computeIfAbsent(
                                shard, number -> new Place(found(reader, number), otherwise));
        place.use(1);
        return place;
    }

    /** One reads no more; after the last of them another process may read on. */
    synchronized void leave(String reader, int shard) {
        Map<Integer, Place> places = all.getOrDefault(reader, Map.of());
        Place place = places.get(shard);
        if (place != null && place.use(-1) == 0) {
            save(reader, places);
            places.remove(shard);
        }
    }

    private OptionalLong found(String reader, int shard) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                cluster.answer(
                        cluster.admin()
                                .listConsumerGroupOffsets(settings.group(reader))
                                .partitionsToOffsetAndMetadata());
        OffsetAndMetadata found = offsets.get(topic.partition(shard));
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }

    /** Brings to Kafka what it does not know yet; what fails is tried again. */
    void save() {
        all.forEach(this::save);
    }

    private void save(String reader, Map<Integer, Place> places) {
        Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>();
        places.forEach((shard, place) -> {
            if (place.isNew()) {
                news.put(topic.partition(shard), new OffsetAndMetadata(place.committed()));
            }
        });
        if (news.isEmpty()) {
            return;
        }
        try {
            String group = settings.group(reader);
            cluster.ask(cluster.admin().alterConsumerGroupOffsets(group, news).all(), PATIENCE);
        } catch (ExecutionException | ShadufException e) {
            return; // the next time
        }
        news.forEach((partition, offset) -> {
            Place place = places.get(partition.partition());
            if (place != null) {
                place.kept(offset.offset());
            }
        });
    }

    /** Who has a place, also of other processes. */
    Set<String> readers() {
        String start = settings.groups();
        return cluster
                .answer(cluster.admin().listGroups(ListGroupsOptions.forConsumerGroups()).valid())
                .stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(start))
                .map(group -> group.substring(start.length()))
                .collect(Collectors.toSet());
    }

    void forget(String reader) {
        all.remove(reader);
        List<String> group = List.of(settings.group(reader));
        try {
            cluster.ask(cluster.admin().deleteConsumerGroups(group).all(), Cluster.PATIENCE);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw cluster.away(e.getCause() == null ? e : e.getCause());
            }
        }
    }
}
