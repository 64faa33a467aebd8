package dev.shaduf.destination.http;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
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

    /**
     * The forbidden address that a host stands for; null where there is none. A name that a proxy
     * will look up is not looked up here.
     */
    static @Nullable String forbidden(URI uri) throws UnknownHostException {
        String host = uri.getHost();
        if (host == null || !literal(host) && proxied(uri)) {
            return null;
        }
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
                return address.getHostAddress();
            }
        }
        return null;
    }

    private static boolean literal(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    private static boolean proxied(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && selector.select(uri).stream().anyMatch(p -> p.type() != Proxy.Type.DIRECT);
    }
}
