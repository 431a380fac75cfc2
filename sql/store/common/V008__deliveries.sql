-- What was sent. Claimed before it is sent and confirmed after, so that a restart never sends twice.
CREATE TABLE delivery (
    delivery_key  VARCHAR(500) PRIMARY KEY,
    claimed_at    TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    confirmed_at  TIMESTAMP(6) WITH TIME ZONE
);
