-- What extended statistics hold, as bytes in hexadecimal, through the function of grants.sql. PostgreSQL 13 to 18.
SELECT schema_name AS schema, statistics_name AS name, inherited,
       encode(distinct_bytes, 'hex') AS distinct_hex,
       encode(dependencies_bytes, 'hex') AS dependencies_hex,
       encode(most_common_bytes, 'hex') AS most_common_hex
  FROM nightjar.extended_statistics()
