package dev.nightjar.serve;

/** Starts a job of the schedule now. */
public interface Launcher {

    /** Says whether the schedule has that job of that target; if so it is started, in the background. */
    boolean launch(String job, String target);
}
