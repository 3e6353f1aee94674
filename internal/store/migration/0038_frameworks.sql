-- The frameworks of criteria live among the editions of all catalogues. Bodies get the common head: their
-- one source becomes the only one of a list. What is shipped has no time of change.
INSERT INTO editions
  (kind, code, number, name, legal, state, effective_from, effective_to, body, author, changed_at, version)
  SELECT 'frameworks', code, edition, name,
    CASE
      WHEN author <> 'Danh mục kèm theo' THEN ''
      WHEN code = 'qd3814' THEN 'Quyết định 3814-QĐ/TU ngày 16/5/2018 của Thành ủy Hà Nội'
      WHEN code IN ('nd335-staff', 'nd335-manager') THEN 'Nghị định 335/2025/NĐ-CP ngày 21/12/2025 của Chính phủ'
      ELSE ''
    END,
    state, effective_from, effective_to,
    replace(body, '
source: ', '
sources:
  - '),
    author,
    CASE WHEN author = 'Danh mục kèm theo' THEN 0 ELSE changed_at END,
    version
  FROM frameworks
  ORDER BY id;
{{reference scorecards.framework_id : frameworks : editions}}
UPDATE scorecards SET framework_id = moved.new_id
FROM (
  SELECT f.id AS old_id, e.id AS new_id
  FROM frameworks f
  JOIN editions e ON e.kind = 'frameworks' AND e.code = f.code AND e.number = f.edition
) moved
WHERE moved.old_id = scorecards.framework_id AND moved.new_id <> moved.old_id;
DROP TABLE frameworks;
