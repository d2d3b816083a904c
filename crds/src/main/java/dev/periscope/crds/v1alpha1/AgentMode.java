package dev.periscope.crds.v1alpha1;

/** Where an agent runs. */
public enum AgentMode {
    /** The operator chooses: {@link #Ephemeral} where it is safe, else {@link #Pod}. Never stands in a status. */
    Auto,
    /** An ephemeral container in the target pod: its address, its name resolution, its loopback. */
    Ephemeral,
    /** A pod of its own beside the target. */
    Pod
}
