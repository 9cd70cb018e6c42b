-- Opens the only session of a step of the data initialisation: settings first, then the lock.

SET NAMES utf8mb4 COLLATE utf8mb4_bin;
SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION time_zone = '+00:00';
SET SESSION autocommit = ON;

-- A session whose machine vanished holds the lock for a minute, not for the server's eight hours.
SET SESSION wait_timeout = 60;
-- A change of a table that somebody keeps busy fails loudly; all who come after it would wait behind it.
SET SESSION lock_wait_timeout = 60;
SET SESSION innodb_lock_wait_timeout = 60;

-- One step at a time, whichever Job or pod it comes from. The lock belongs to the session and goes with it.
DELIMITER //
IF COALESCE(GET_LOCK('{database}.data-init', 300), 0) <> 1 THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
    'another step of the data initialisation holds the lock {database}.data-init for 300 s: look at SHOW PROCESSLIST; this Job tries again';
END IF//
DELIMITER ;
