package dev.periscope.filter;

import dev.periscope.filter.entry.FilterEntry;
import dev.periscope.filter.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The canonical JSON of section 7: only what is there, in canonical entries, policies by name. */
final class CanonicalForm {
    private CanonicalForm() {}

    static String json(CompiledFilter filter) {
        Map<String, Object> root = new TreeMap<>();
        if (filter.defaultWritten()) {
            root.put("default", filter.defaultSide().text());
        }
        Map<String, Object> lists = new TreeMap<>();
        putUnlessEmpty(lists, "deny", filter.deny());
        putUnlessEmpty(lists, "local", filter.local());
        putUnlessEmpty(lists, "remote", filter.remote());
        if (!lists.isEmpty()) {
            root.put("filter", lists);
        }
        List<Object> policies = new ArrayList<>();
        filter.policies().forEach(policy -> policies.add(policy(policy)));
        if (!policies.isEmpty()) {
            root.put("policies", policies);
        }
        Map<String, Object> redirects = new TreeMap<>();
        filter.redirects().forEach(redirect -> redirects.put(redirect.key().text(), redirect.value()));
        if (!redirects.isEmpty()) {
            root.put("redirect", redirects);
        }
        return CanonicalJson.write(root);
    }

    private static Map<String, Object> policy(CompiledPolicy policy) {
        Map<String, Object> part = new TreeMap<>();
        // A cluster-wide policy may share its name with a namespaced one; a slash cannot stand in either.
        part.put(
                "name",
                policy.source().clusterWide()
                        ? policy.source().text()
                        : policy.source().name());
        putUnlessEmpty(part, "deny", policy.deny());
        putUnlessEmpty(part, "mustBeLocal", policy.mustBeLocal());
        putUnlessEmpty(part, "remote", policy.remote());
        return part;
    }

    private static void putUnlessEmpty(Map<String, Object> object, String key, List<FilterEntry> entries) {
        if (!entries.isEmpty()) {
            object.put(key, entries.stream().map(FilterEntry::text).toList());
        }
    }

    static String hash(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
