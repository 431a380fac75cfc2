package dev.nightjar.job.run;

/** Names of job parameters; stored, so never renamed. */
public final class Parameter {
    public static final String TARGET = "target";
    public static final String SLOT = "slot";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String REVISION = "revision";
    public static final String OUT = "out";
    public static final String OWNER = "owner";

    private Parameter() {}
}
