-- What the service needs to be fast and consistent; made after loading.
ALTER TABLE parcel ADD CONSTRAINT parcel_tracking_code_key UNIQUE (tracking_code);
CREATE INDEX parcel_sender_id_booked_at_idx ON parcel (sender_id, booked_at);
CREATE INDEX parcel_depot_id_due_on_idx ON parcel (depot_id, due_on);
CREATE INDEX scan_event_parcel_id_scanned_at_idx ON scan_event (parcel_id, scanned_at);
CREATE INDEX route_stop_parcel_id_idx ON route_stop (parcel_id);
CREATE INDEX route_depot_id_idx ON route (depot_id);
CREATE INDEX driver_depot_id_idx ON driver (depot_id);
CREATE INDEX invoice_sender_id_issued_on_idx ON invoice (sender_id, issued_on);
CREATE INDEX api_key_sender_id_idx ON api_key (sender_id);

ALTER TABLE route ADD FOREIGN KEY (depot_id) REFERENCES depot;
ALTER TABLE driver ADD FOREIGN KEY (depot_id) REFERENCES depot;
ALTER TABLE api_key ADD FOREIGN KEY (sender_id) REFERENCES sender;
ALTER TABLE parcel ADD FOREIGN KEY (sender_id) REFERENCES sender;
ALTER TABLE parcel ADD FOREIGN KEY (depot_id) REFERENCES depot;
ALTER TABLE scan_event ADD FOREIGN KEY (parcel_id) REFERENCES parcel;
ALTER TABLE route_stop ADD FOREIGN KEY (route_id) REFERENCES route;
ALTER TABLE route_stop ADD FOREIGN KEY (parcel_id) REFERENCES parcel;
ALTER TABLE invoice ADD FOREIGN KEY (sender_id) REFERENCES sender;
ALTER TABLE invoice_line ADD FOREIGN KEY (invoice_id) REFERENCES invoice;
ALTER TABLE depot_day ADD FOREIGN KEY (depot_id) REFERENCES depot;
ALTER TABLE route_load ADD FOREIGN KEY (route_id) REFERENCES route;

-- Planted: nobody looks for a device, yet every scan maintains this.
CREATE INDEX scan_event_device_serial_idx ON scan_event (device_serial);
-- Planted: the constraint has the same index.
CREATE INDEX parcel_tracking_code_idx ON parcel (tracking_code);
-- Planted: deleting a key reads all calls, for there is no index on api_call (api_key_id).
ALTER TABLE api_call ADD FOREIGN KEY (api_key_id) REFERENCES api_key;
