-- What a subject did in an interval, its counters and levels side by side in the order of its kind's metrics.
-- Only intervals in which something happened. The key covers a read of one subject over time.
CREATE TABLE sample (
    subject_id   BIGINT NOT NULL,
    from_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    after_reset  BOOLEAN NOT NULL,
    measures     DOUBLE PRECISION ARRAY NOT NULL,
    PRIMARY KEY (subject_id, to_at)
);
