package dev.nightjar.job;

/** Names of job parameters; stored, so never renamed. */
final class Parameter {
    static final String TARGET = "target";
    static final String SLOT = "slot";
    static final String FROM = "from";
    static final String TO = "to";
    static final String REVISION = "revision";
    static final String OUT = "out";
    static final String OWNER = "owner";

    private Parameter() {}
}
