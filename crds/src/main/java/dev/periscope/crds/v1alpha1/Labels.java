package dev.periscope.crds.v1alpha1;

/** Every label, annotation, finalizer and field manager that Periscope writes. */
public final class Labels {

    /** API group, and the domain of all names below. */
    public static final String DOMAIN = "periscope.dev";

    /** Label on an agent's pod: UID of its session. */
    public static final String SESSION_UID = DOMAIN + "/session-uid";

    /** Label on an agent's pod: name of its session. */
    public static final String SESSION = DOMAIN + "/session";

    /** Label on an agent's pod: the agent's number within its session, from 1. */
    public static final String GENERATION = DOMAIN + "/generation";

    /** Label on everything Periscope creates, with the value {@link #PERISCOPE}. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** Value of {@link #MANAGED_BY}. */
    public static final String PERISCOPE = "periscope";

    /** Annotation on a session: the user that created it, stamped by admission. */
    public static final String OWNER = DOMAIN + "/owner";

    /** Annotation on a session: the groups of {@link #OWNER}, a JSON list, stamped by admission. */
    public static final String OWNER_GROUPS = DOMAIN + "/owner-groups";

    /** Annotation on a session: the UID of {@link #OWNER} where the API server knows one, stamped by admission. */
    public static final String OWNER_UID = DOMAIN + "/owner-uid";

    /** Annotation on a session: proves that the operator's admission wrote the other three. */
    public static final String OWNER_SEAL = DOMAIN + "/owner-seal";

    /** Finalizer on a session: its agent has not been told to end yet. */
    public static final String FINALIZER = DOMAIN + "/agent";

    /** Field manager of the operator's server-side applies. */
    public static final String FIELD_MANAGER = "periscope-operator";

    private Labels() {}
}
