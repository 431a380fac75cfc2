-- Facts as gzipped JSON. ${bytes} is the database's type for large binary values.

-- Versions of what describes a target; a row only where it changed. Valid from at until the next one.
CREATE TABLE fact (
    target     VARCHAR(200) NOT NULL,
    name       VARCHAR(200) NOT NULL,
    at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    digest     VARCHAR(64) NOT NULL,
    body       ${bytes} NOT NULL,
    PRIMARY KEY (target, name, at)
);

-- What one nightly step passes on to the next.
CREATE TABLE window_fact (
    target     VARCHAR(200) NOT NULL,
    from_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    to_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    name       VARCHAR(200) NOT NULL,
    body       ${bytes} NOT NULL,
    PRIMARY KEY (target, from_at, to_at, name)
);
