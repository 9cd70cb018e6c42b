-- A check that does not find what it expects is a fault, too.
INSERT INTO faults (subject, fault)
SELECT subject, CONCAT('found ', COALESCE(found, 'nothing'), ', expected ', expected)
FROM checks WHERE NOT found <=> expected;
COMMIT;

SELECT subject AS `check`, expected, found, IF(found <=> expected, 'ok', 'FAULT') AS verdict FROM checks ORDER BY number;
SELECT COUNT(*) AS `memos of the application, which are nobody's fault` FROM memos WHERE id > {last_sample_id};
SELECT subject, fault FROM faults ORDER BY number;

DELIMITER //
BEGIN NOT ATOMIC
  DECLARE verdict TEXT;
  DECLARE how_many INT DEFAULT (SELECT COUNT(*) FROM faults);
  IF how_many > 0 THEN
    SET verdict = CONCAT('the data have ', how_many, ' fault(s): they stand above; run the load again, it sets sample memos right; ',
      'what it cannot, docs/guides/memo-data.md tells');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = verdict;
  END IF;
END//
DELIMITER ;
SELECT 'data are complete' AS verdict;
