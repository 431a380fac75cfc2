-- The ledger: what was found and recommended for which window. ${bytes} is the database's type for large binary values.
CREATE TABLE night (
    target     VARCHAR(200) NOT NULL,
    from_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- Grows when a window is judged again; only the newest is kept.
    revision   INTEGER NOT NULL,
    report     ${bytes},
    PRIMARY KEY (target, from_at, to_at)
);

CREATE TABLE finding (
    target           VARCHAR(200) NOT NULL,
    from_at          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at            TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    place            INTEGER NOT NULL,
    finding_id       VARCHAR NOT NULL,
    severity         VARCHAR(20) NOT NULL,
    seconds_per_day  DOUBLE PRECISION NOT NULL,
    share            DOUBLE PRECISION NOT NULL,
    body             ${bytes} NOT NULL,
    PRIMARY KEY (target, from_at, to_at, place),
    FOREIGN KEY (target, from_at, to_at) REFERENCES night ON DELETE CASCADE
);

CREATE TABLE recommendation (
    target             VARCHAR(200) NOT NULL,
    from_at            TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at              TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    place              INTEGER NOT NULL,
    recommendation_id  VARCHAR NOT NULL,
    priority           INTEGER NOT NULL,
    body               ${bytes} NOT NULL,
    PRIMARY KEY (target, from_at, to_at, place),
    FOREIGN KEY (target, from_at, to_at) REFERENCES night ON DELETE CASCADE
);
