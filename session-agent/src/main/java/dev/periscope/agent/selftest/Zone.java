package dev.periscope.agent.selftest;

import dev.periscope.agent.dns.DnsQuestion;
import dev.periscope.filter.address.IpAddress;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an in-process name server knows. May be changed while the server runs, from any thread. */
public final class Zone {

    /** One resource record, as it goes onto the wire. */
    static final class Entry {
        private final String owner;
        private final int type;
        private final int ttl;
        private final byte[] data;

        Entry(String owner, int type, int ttl, byte[] data) {
            this.owner = owner;
            this.type = type;
            this.ttl = ttl;
            this.data = data.clone();
        }

        int type() {
            return type;
        }

        void writeTo(ByteBuf out) {
            out.writeBytes(encode(owner));
            out.writeShort(type).writeShort(1).writeInt(ttl);
            out.writeShort(data.length).writeBytes(data);
        }
    }

    private final Map<String, List<Entry>> records = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Set<String> large = ConcurrentHashMap.newKeySet();

    /** Adds an A or AAAA record. */
    public Zone address(String name, int ttl, String address) {
        IpAddress ip = IpAddress.parse(address);
        return add(key(name), new Entry(key(name), ip.isV4() ? DnsQuestion.A : DnsQuestion.AAAA, ttl, ip.toBytes()));
    }

    /** Adds a CNAME. */
    public Zone alias(String name, int ttl, String target) {
        return add(key(name), new Entry(key(name), DnsQuestion.CNAME, ttl, encode(key(target))));
    }

    /** Adds a record of any type. */
    public Zone record(String name, int type, int ttl, byte[] data) {
        return add(key(name), new Entry(key(name), type, ttl, data));
    }

    /** Forgets everything about the name. */
    public void remove(String name) {
        records.remove(key(name));
    }

    /** Questions for the name are never answered. */
    public Zone silent(String name) {
        silent.add(key(name));
        return this;
    }

    /** Questions for the name are answered with SERVFAIL. */
    public Zone failing(String name) {
        failing.add(key(name));
        return this;
    }

    /** Answers for the name do not fit into a datagram. */
    public Zone large(String name) {
        large.add(key(name));
        return this;
    }

    boolean isSilent(String name) {
        return silent.contains(key(name));
    }

    boolean isFailing(String name) {
        return failing.contains(key(name));
    }

    boolean isLarge(String name) {
        return large.contains(key(name));
    }

    boolean has(String name) {
        return records.containsKey(key(name));
    }

    /** @return the name's records of the type; its CNAME and what that leads to come first, as a recursive server answers */
    List<Entry> answer(String name, int type) {
        List<Entry> answer = new ArrayList<>();
        String owner = key(name);
        for (int i = 0; i < 16; i++) {
            List<Entry> own = records.getOrDefault(owner, List.of());
            own.stream().filter(record -> record.type() == type).forEach(answer::add);
            List<Entry> aliases = own.stream()
                    .filter(record -> record.type() == DnsQuestion.CNAME && type != DnsQuestion.CNAME)
                    .toList();
            if (aliases.isEmpty()) {
                break;
            }
            answer.addAll(aliases);
            owner = decode(aliases.getFirst().data);
        }
        return answer;
    }

    private Zone add(String owner, Entry entry) {
        records.computeIfAbsent(owner, name -> new CopyOnWriteArrayList<>()).add(entry);
        return this;
    }

    static byte[] encode(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static String decode(byte[] name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; name[i] != 0; i += name[i] + 1) {
            text.append(text.isEmpty() ? "" : ".").append(new String(name, i + 1, name[i], StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
