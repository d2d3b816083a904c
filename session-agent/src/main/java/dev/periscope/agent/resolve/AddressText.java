package dev.periscope.agent.resolve;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/** An address as files write it; never a name, and nothing is looked up. */
final class AddressText {

    private AddressText() {}

    /** @return the address, its zone kept, or empty if the text is none */
    static Optional<InetAddress> parse(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text)
                ? Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text))
                : Optional.empty();
    }
}
