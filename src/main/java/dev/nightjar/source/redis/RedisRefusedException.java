package dev.nightjar.source.redis;

/** The server answered with an error where the connection cannot go on. */
final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply.Failure failure;

    RedisRefusedException(Reply.Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Reply.Failure failure() {
        return failure;
    }
}
