-- Looks at everything, reports it, and fails when anything is off. It changes nothing: what it writes is temporary.

CREATE TEMPORARY TABLE checks (number INT AUTO_INCREMENT PRIMARY KEY, subject VARCHAR(100), expected TEXT, found TEXT)
  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TEMPORARY TABLE faults (number INT AUTO_INCREMENT PRIMARY KEY, subject VARCHAR(100), fault TEXT)
  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;
