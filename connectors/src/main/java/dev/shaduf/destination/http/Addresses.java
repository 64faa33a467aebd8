package dev.shaduf.destination.http;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Keeps requests from link-local and metadata addresses, where clouds hand out credentials to
 * whoever asks from inside.
 */
final class Addresses {

    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254");

    private Addresses() {}

    /** The forbidden address that a host stands for; null where there is none. */
    static @Nullable String forbidden(URI uri) throws UnknownHostException {
        String host = uri.getHost();
        if (host == null) {
            return null;
        }
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
                return address.getHostAddress();
            }
        }
        return null;
    }
}
