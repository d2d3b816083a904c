package dev.periscope.operator.settings;

/** Whether clients get environment values that come from Secrets. */
public enum SecretsRule {
    /** Never. */
    Deny,
    /** Those that the session's owner may read himself; a session without a verified owner gets none. */
    IfReadable,
    /** All of them. */
    Allow
}
