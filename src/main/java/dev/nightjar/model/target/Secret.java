package dev.nightjar.model.target;

/** A password that does not show itself in logs, messages or reports. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
