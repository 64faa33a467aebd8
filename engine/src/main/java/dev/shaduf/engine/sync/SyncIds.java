package dev.shaduf.engine.sync;

/** Ids of syncs. */
public final class SyncIds {

    private SyncIds() {}

    /** A positive 48-bit integer: the first 12 hex digits of the SHA-256 of the sync's name. */
    public static long of(String sync) {
        return Long.parseLong(Names.sha256(sync).substring(0, 12), 16);
    }
}
