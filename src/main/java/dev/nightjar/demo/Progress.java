package dev.nightjar.demo;

/** Is told how far a long step has come. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = (what, done) -> {};

    /**
     * Called now and then, from any thread.
     *
     * @param what the step in words
     * @param done 0–1
     */
    void at(String what, double done);
}
