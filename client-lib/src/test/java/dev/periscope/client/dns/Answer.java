package dev.periscope.client.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A reply as its asker reads it: addresses only, whose names point to the question's. */
record Answer(int id, boolean response, boolean truncated, int code, List<String> addresses) {

    static Answer read(byte[] reply) {
        ByteBuffer in = ByteBuffer.wrap(reply);
        int id = in.getShort() & 0xffff;
        int flags = in.getShort() & 0xffff;
        in.getShort();
        int count = in.getShort();
        in.getInt();
        for (int length = in.get(); length != 0; length = in.get()) {
            in.position(in.position() + length);
        }
        in.getInt();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.position(in.position() + 10);
            byte[] address = new byte[in.getShort()];
            in.get(address);
            addresses.add(text(address));
        }
        return new Answer(id, (flags & 0x8000) != 0, (flags & 0x0200) != 0, flags & 0xf, addresses);
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + address.length + " bytes", e);
        }
    }
}
