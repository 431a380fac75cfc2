-- How far each log file was read, and what was found, by segment. ${bytes} is the database's type for large binary values.
CREATE TABLE log_file (
    target     VARCHAR(200) NOT NULL,
    file       VARCHAR(1000) NOT NULL,
    place      ${bytes} NOT NULL,
    PRIMARY KEY (target, file)
);

CREATE TABLE log_segment (
    target     VARCHAR(200) NOT NULL,
    file       VARCHAR(1000) NOT NULL,
    -- Where in the file the segment begins.
    start      BIGINT NOT NULL,
    from_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    digest     ${bytes} NOT NULL,
    PRIMARY KEY (target, file, start)
);

CREATE INDEX log_segment_by_time ON log_segment (target, to_at);
