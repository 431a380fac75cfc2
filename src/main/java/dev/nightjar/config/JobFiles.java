package dev.nightjar.config;

import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.RedisTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The job files of a directory, or one made up from an address. */
public final class JobFiles {
    private static final Pattern ON_DEMAND = Pattern.compile("onDemand:\\s*true\\s*(#.*)?");

    private final Map<String, String> environment;

    /**
     * Reads job files with an environment.
     *
     * @param environment for placeholders and passwords, usually {@code System.getenv()}
     */
    public JobFiles(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * All jobs of a directory, in the order of their file names, but for those marked {@code onDemand: true}, which run
     * only when something names them and whose placeholders may be empty until then.
     *
     * @throws ConfigurationException on the first mistake, or when two files have the same target
     */
    public List<Job> load(Path directory) {
        Map<String, Path> seen = new TreeMap<>();
        List<Job> jobs = new ArrayList<>();
        for (Path file : files(directory)) {
            if (isOnDemand(file)) {
                continue;
            }
            Job job = read(file);
            Path other = seen.put(job.target(), file);
            if (other != null) {
                throw new ConfigurationException(
                        file + ": the target '" + job.target() + "' is already in " + other + "; rename one");
            }
            jobs.add(job);
        }
        return jobs;
    }

    /**
     * The job of a target; mistakes in the files of other targets do not matter.
     *
     * @throws ConfigurationException when no file, or more than one, has that target
     */
    public Job find(Path directory, String target) {
        List<Job> jobs = new ArrayList<>();
        List<ConfigurationException> mistakes = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                jobs.add(read(file));
            } catch (ConfigurationException e) {
                if (!isOnDemand(file)) {
                    mistakes.add(e);
                }
            }
        }
        List<Job> found =
                jobs.stream().filter(job -> job.target().equals(target)).toList();
        if (found.size() > 1) {
            throw new ConfigurationException(
                    "the target '" + target + "' is in two files of " + directory + "; rename one");
        }
        if (found.isEmpty() && !mistakes.isEmpty()) {
            throw mistakes.get(0);
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("no job file in " + directory + " has the target '"
                        + target + "'; "
                        + (jobs.isEmpty()
                                ? "write one with: nightjar init"
                                : "there are " + jobs.stream().map(Job::target).collect(Collectors.joining(", ")))));
    }

    /** A target by name, or a server by address, as {@code --target} takes both. */
    public Job resolve(Path directory, String targetOrUrl) {
        return targetOrUrl.contains("://") ? adHoc(targetOrUrl) : find(directory, targetOrUrl);
    }

    /**
     * A job for one server that has no job file: {@code postgresql://user@host/database}, the same with {@code jdbc:}, or
     * {@code redis://host:6379}. Its schedules are empty and all else is as in a job file that says nothing.
     */
    public Job adHoc(String url) {
        Targets targets = new Targets(environment);
        try {
            Address address = Address.parse(url);
            return switch (address.scheme()) {
                case "postgresql", "postgres" -> {
                    PostgresTarget postgres = targets.postgres(address);
                    yield adHoc(postgres.name(), Optional.of(postgres), Optional.empty());
                }
                case "redis", "rediss" -> adHoc("redis", Optional.empty(), Optional.of(targets.redis(address)));
                default -> throw new IllegalArgumentException("scheme");
            };
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("cannot read the address of the target; write"
                    + " postgresql://user@host:5432/database or redis://host:6379");
        }
    }

    /**
     * The job of one file.
     *
     * @throws ConfigurationException when it cannot be read or has a mistake
     */
    public Job read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); it must be a UTF-8 text that this user may read");
        }
    }

    /**
     * A job from a text.
     *
     * @param name what messages call it
     */
    public Job parse(String name, String yaml) {
        return new JobReader(environment).read(name, new YamlReader(name, new Placeholders(environment)).read(yaml));
    }

    private static boolean isOnDemand(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> ON_DEMAND.matcher(line).matches());
        } catch (IOException | UncheckedIOException unreadable) {
            // Reading it as a job says what is wrong.
            return false;
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ConfigurationException("there is no directory " + directory
                    + " with job files; write the first one with: nightjar init, or name another with --config");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("the directory " + directory + " cannot be read; check its permissions");
        }
    }

    private static Job adHoc(String name, Optional<PostgresTarget> postgres, Optional<RedisTarget> redis) {
        return new Job(
                name,
                ZoneOffset.UTC,
                Double.NaN,
                Optional.empty(),
                JobReader.NIGHTLY,
                postgres,
                redis,
                Optional.empty(),
                List.of(),
                TimeMap.IDENTITY,
                Map.of(),
                JobReader.DELIVERY,
                JobReader.KEEP);
    }
}
