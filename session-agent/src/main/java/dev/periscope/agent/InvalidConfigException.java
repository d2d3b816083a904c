package dev.periscope.agent;

/** The agent's environment is not what an operator writes; the message names the variable and what was expected. */
public final class InvalidConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidConfigException(String message) {
        super(message);
    }
}
