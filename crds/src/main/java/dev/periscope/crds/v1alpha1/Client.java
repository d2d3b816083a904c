package dev.periscope.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A machine that may attach.
 *
 * @param name unique within the session
 * @param publicKey base64 of the DER SubjectPublicKeyInfo of a P-256 key that never leaves the machine
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Client(
        @JsonPropertyDescription("Name of the client, unique within the session.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription("Base64 of the DER SubjectPublicKeyInfo of the client's P-256 key.")
        @Required
        @Size(min = 80, max = 200)
        @Pattern("^[A-Za-z0-9+/]+={0,2}$")
        String publicKey) {}
