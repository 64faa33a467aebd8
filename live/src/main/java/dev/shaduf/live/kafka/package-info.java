/**
 * The log of a cluster: a topic of Kafka behind the interface that the embedded log has. Nothing of
 * it, nor of Kafka's client, is loaded where the log is embedded.
 */
@NullMarked
package dev.shaduf.live.kafka;

import org.jspecify.annotations.NullMarked;
