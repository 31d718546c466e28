<?php
/**
 * Copies every table of one schema into another: `keep` makes the pristine copy, `restore` brings it back.
 *
 * stdin: JSON with action (keep or restore), socket, database_user. stdout: JSON with tables, their number.
 */

$wish = json_decode(stream_get_contents(STDIN), true, 8, JSON_THROW_ON_ERROR);
[$from, $to] = $wish['action'] === 'keep' ? ['wordpress', 'pristine'] : ['pristine', 'wordpress'];

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$database = new mysqli(null, $wish['database_user'], '', '', 0, $wish['socket']);
// WordPress gives dates the default '0000-00-00 00:00:00', which the strict mode refuses.
$database->query("SET SESSION sql_mode = ''");

$tables = array_column($database->query("SHOW TABLES FROM `$from`")->fetch_all(), 0);
$database->query("DROP DATABASE IF EXISTS `$to`");
$database->query("CREATE DATABASE `$to` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci");
foreach ($tables as $table) {
    $database->query("CREATE TABLE `$to`.`$table` LIKE `$from`.`$table`");
    $database->query("INSERT INTO `$to`.`$table` SELECT * FROM `$from`.`$table`");
}
echo json_encode(['tables' => count($tables)]), "\n";
