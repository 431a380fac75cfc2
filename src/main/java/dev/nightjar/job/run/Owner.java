package dev.nightjar.job.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that runs a job: kept with the run, so that the next start can tell a run that is alive from one whose
 * process was killed. A process id alone is not enough, since ids come round again; its start time makes it unique.
 *
 * @param host name of the machine
 * @param pid process id there
 * @param started when the process started, to the second
 */
public record Owner(String host, long pid, Instant started) {

    static Owner thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(hostName(), self.pid(), startOf(self));
    }

    static Optional<Owner> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Instant.parse(parts[2])))
                    : Optional.empty();
        } catch (RuntimeException notAnOwner) {
            return Optional.empty();
        }
    }

    /** Whether its process is certainly gone; a process on another machine can't be judged from here. */
    boolean isDead() {
        if (!isOfThisMachine()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty() || !startOf(process.get()).equals(started);
    }

    /** Whether its process can be looked at from here. */
    boolean isOfThisMachine() {
        return host.equals(hostName());
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(at -> Instant.ofEpochSecond(at.getEpochSecond()))
                .orElse(Instant.EPOCH);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(' ', '-');
        } catch (UnknownHostException noName) {
            return "localhost";
        }
    }

    @Override
    public String toString() {
        return host + " " + pid + " " + started;
    }
}
