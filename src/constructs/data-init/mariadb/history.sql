
-- What was applied, and the refusals. Variables: @step, @version, @needs_step, @needs_version.

CREATE DATABASE IF NOT EXISTS `{database}` CHARACTER SET utf8mb4 COLLATE {collation};
USE `{database}`;
CREATE TABLE IF NOT EXISTS schema_history (
  step VARCHAR(100) NOT NULL COMMENT 'Name of the step, which is the name of its Job.',
  version INT UNSIGNED NOT NULL CHECK (version >= 1),
  checksum CHAR(64) NOT NULL COMMENT 'SHA-256 of what this version consists of.' CHECK (checksum REGEXP '^[0-9a-f]{64}$'),
  statements INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Statements of this version that are done: a run that was stopped goes on behind them.',
  applied_at DATETIME NULL COMMENT 'UTC; NULL while statements are missing.',
  PRIMARY KEY (step, version)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'Which version of which step of the data initialisation was applied, and when.';

DELIMITER //
BEGIN NOT ATOMIC
  DECLARE problem TEXT;
  DECLARE newest INT UNSIGNED DEFAULT (SELECT MAX(version) FROM schema_history WHERE step = @step);
  DECLARE there INT UNSIGNED DEFAULT
    (SELECT MAX(version) FROM schema_history WHERE step = @needs_step AND applied_at IS NOT NULL);
  IF newest > @version THEN
    SET problem = CONCAT(@step, ': this is version ', @version, ', the database has version ', newest,
      ' already; a step never goes back: raise the version in git above the recorded one, or restore a backup');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
  END IF;
  IF @needs_step <> '' AND COALESCE(there, 0) < @needs_version THEN
    SET problem = CONCAT(@step, ': needs version ', @needs_version, ' of ', @needs_step, ', the database has ',
      COALESCE(CONCAT('version ', there), 'none of it'), '; run the Job ', @needs_step, ' first');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
  END IF;
  SELECT CONCAT(@step, ': version ', @version, ' (recorded: ', COALESCE(newest, 0), ')') AS step;
END//
DELIMITER ;
