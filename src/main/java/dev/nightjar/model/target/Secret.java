package dev.nightjar.model.target;

/** A password that does not show itself in logs, messages or reports. */
public record Secret(String value) {

    /** An address without what may be a password: what stands before its host, and parameters of such names. */
    public static String removedFrom(String address) {
        return address.replaceAll("//.*@", "//…@").replaceAll("(?i)(\\w*password)=[^&;\\s]*", "$1=…");
    }

    @Override
    public String toString() {
        return "***";
    }
}
