-- A subject's samples of a finished day in one value: a month of five-minute samples is then thirty rows, not thousands.
-- ${bytes} is the database's type for large binary values.
CREATE TABLE sample_pack (
    subject_id  BIGINT NOT NULL,
    -- Ends of the first and of the last sample in it.
    first_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    body        ${bytes} NOT NULL,
    PRIMARY KEY (subject_id, last_at)
);
