package dev.periscope.tunnel.wire;

import dev.periscope.tunnel.message.LinkConfig;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of CONFIG: fields; each policy is a field of fields. */
public final class ConfigBody {

    private static final int REVISION = 1;
    private static final int HASH = 2;
    private static final int LOCAL = 3;
    private static final int REMOTE = 4;
    private static final int DENY = 5;
    private static final int DEFAULT = 6;
    private static final int REDIRECT = 7;
    private static final int UNRESOLVED_LOCAL = 8;
    private static final int ON_CHANGE = 9;
    private static final int POLICY = 10;
    private static final int SEARCH = 11;
    private static final int NDOTS = 12;

    private static final int POLICY_NAME = 1;
    private static final int POLICY_CLUSTER_WIDE = 2;
    private static final int POLICY_DENY = 3;
    private static final int POLICY_MUST_BE_LOCAL = 4;
    private static final int POLICY_REMOTE = 5;

    private ConfigBody() {}

    /** Appends the body. */
    public static void write(LinkConfig config, ByteBuf out) {
        FieldWriter fields = new FieldWriter(out)
                .number(REVISION, config.revision())
                .text(HASH, config.hash())
                .texts(LOCAL, config.local())
                .texts(REMOTE, config.remote())
                .texts(DENY, config.deny());
        config.defaultSide().ifPresent(side -> fields.text(DEFAULT, side));
        config.redirect().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> fields.pair(REDIRECT, e.getKey(), e.getValue()));
        fields.text(UNRESOLVED_LOCAL, config.unresolvedLocal()).text(ON_CHANGE, config.onChange());
        config.policies().forEach(policy -> fields.nested(POLICY, nested -> write(policy, nested)));
        fields.texts(SEARCH, config.search()).number(NDOTS, config.ndots());
    }

    private static void write(LinkConfig.Policy policy, ByteBuf out) {
        new FieldWriter(out)
                .text(POLICY_NAME, policy.name())
                .number(POLICY_CLUSTER_WIDE, policy.clusterWide() ? 1 : 0)
                .texts(POLICY_DENY, policy.deny())
                .texts(POLICY_MUST_BE_LOCAL, policy.mustBeLocal())
                .texts(POLICY_REMOTE, policy.remote());
    }

    /** @throws MalformedFrameException if it is none */
    public static LinkConfig read(ByteBuf body) throws MalformedFrameException {
        long revision = 0;
        String hash = "";
        List<String> local = new ArrayList<>();
        List<String> remote = new ArrayList<>();
        List<String> deny = new ArrayList<>();
        Optional<String> defaultSide = Optional.empty();
        Map<String, String> redirect = new LinkedHashMap<>();
        String unresolvedLocal = "Loopback";
        String onChange = "Drain";
        List<LinkConfig.Policy> policies = new ArrayList<>();
        List<String> search = new ArrayList<>();
        int ndots = 1;
        FieldReader fields = new FieldReader("CONFIG", body);
        while (fields.next()) {
            switch (fields.tag()) {
                case REVISION -> revision = fields.number();
                case HASH -> hash = fields.text();
                case LOCAL -> local.add(fields.text());
                case REMOTE -> remote.add(fields.text());
                case DENY -> deny.add(fields.text());
                case DEFAULT -> defaultSide = Optional.of(fields.text());
                case REDIRECT -> {
                    FieldReader.Pair pair = fields.pair();
                    redirect.put(pair.first(), pair.second());
                }
                case UNRESOLVED_LOCAL -> unresolvedLocal = fields.text();
                case ON_CHANGE -> onChange = fields.text();
                case POLICY -> policies.add(policy(fields.nested()));
                case SEARCH -> search.add(fields.text());
                case NDOTS -> ndots = fields.number(0xff);
                default -> fields.pass();
            }
        }
        return new LinkConfig(
                revision,
                hash,
                local,
                remote,
                deny,
                defaultSide,
                redirect,
                unresolvedLocal,
                onChange,
                policies,
                search,
                ndots);
    }

    private static LinkConfig.Policy policy(FieldReader fields) throws MalformedFrameException {
        String name = "";
        boolean clusterWide = false;
        List<String> deny = new ArrayList<>();
        List<String> mustBeLocal = new ArrayList<>();
        List<String> remote = new ArrayList<>();
        while (fields.next()) {
            switch (fields.tag()) {
                case POLICY_NAME -> name = fields.text();
                case POLICY_CLUSTER_WIDE -> clusterWide = fields.number() != 0;
                case POLICY_DENY -> deny.add(fields.text());
                case POLICY_MUST_BE_LOCAL -> mustBeLocal.add(fields.text());
                case POLICY_REMOTE -> remote.add(fields.text());
                default -> fields.pass();
            }
        }
        return new LinkConfig.Policy(name, clusterWide, deny, mustBeLocal, remote);
    }
}
