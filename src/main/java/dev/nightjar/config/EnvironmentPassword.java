package dev.nightjar.config;

import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.SecretUnreadableException;
import java.util.Map;
import java.util.Optional;

/** A password from an environment variable. */
final class EnvironmentPassword implements Password {
    private final String variable;
    private final Map<String, String> environment;

    EnvironmentPassword(String variable, Map<String, String> environment) {
        this.variable = variable;
        this.environment = environment;
    }

    @Override
    public Optional<Secret> read() {
        String value = environment.get(variable);
        if (value == null) {
            throw new SecretUnreadableException(
                    "environment variable " + variable + " is not set",
                    "set " + variable + " for the process that runs Nightjar");
        }
        return Optional.of(new Secret(value));
    }

    @Override
    public String toString() {
        return "environment variable " + variable;
    }
}
