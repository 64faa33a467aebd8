package dev.shaduf.live.collect;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** What a source keeps of addresses, also of those that events bring themselves. */
public enum IpRule {
    KEEP,
    TRUNCATE,
    DROP;

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final int V6_KEPT = 3;
    private static final int V6_GROUPS = 8;

    /**
     * What may be kept of an address; null where nothing may. Truncated are the last byte of an
     * IPv4 address and the last 80 bits of an IPv6 address; what is neither is not kept.
     */
    @Nullable String of(String address) {
        return switch (this) {
            case KEEP -> address;
            case TRUNCATE -> truncated(address.strip());
            case DROP -> null;
        };
    }

    private static @Nullable String truncated(String address) {
        int lastDot = address.lastIndexOf('.');
        if (V4.matcher(address).matches()) {
            return address.substring(0, lastDot) + ".0";
        }
        if (address.indexOf(':') < 0) {
            return null;
        }
        if (lastDot > 0) { // an IPv4 address written as IPv6
            String inner = address.substring(address.lastIndexOf(':') + 1);
            return V4.matcher(inner).matches() ? truncated(inner) : null;
        }
        return network(address);
    }

    /** The first three groups of an IPv6 address. */
    private static @Nullable String network(String address) {
        int gap = address.indexOf("::");
        String[] before = (gap < 0 ? address : address.substring(0, gap)).split(":");
        if (gap < 0 && before.length != V6_GROUPS) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < V6_KEPT && i < before.length; i++) {
            if (!before[i].matches("[0-9a-fA-F]{0,4}")) {
                return null;
            }
            kept.append(before[i]).append(before[i].isEmpty() ? "" : ":");
        }
        return kept.isEmpty() ? "::" : kept + ":";
    }
}
