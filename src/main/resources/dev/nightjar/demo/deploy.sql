-- Planted: a release that saves an index column which "nobody needs". The depots' work list now reads every
-- parcel of the depot instead of those of one day.
CREATE INDEX CONCURRENTLY parcel_depot_id_idx ON parcel (depot_id);
DROP INDEX CONCURRENTLY parcel_depot_id_due_on_idx;
