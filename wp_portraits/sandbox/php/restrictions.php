<?php
/**
 * What firewalls, security plugins and hosts do before WordPress runs: refuse an address, drop a header.
 *
 * restrictions.json beside this file says what; it is read at each request, and without it nothing is refused.
 */

/** Says what --block calls the part of the site that this request reaches; '' for every other part. */
function sandbox_part(): string
{
    $script = realpath((string) $_SERVER['SCRIPT_FILENAME']);
    if ($script !== false && $script === realpath($_SERVER['DOCUMENT_ROOT'] . '/xmlrpc.php')) {
        return 'xmlrpc';
    }
    // PHP has already made one spelling of the many that a parameter's name may have. WordPress takes it from forms, too.
    if (isset($_GET['rest_route']) || isset($_POST['rest_route'])) {
        return 'rest';
    }
    // As WP::parse_request() reads an address; the dot is any character to its rules.
    $path = urldecode(explode('?', $_SERVER['REQUEST_URI'], 2)[0]);
    return preg_match('#^/*(index.php/+)?wp-json(/|$)#i', $path) === 1 ? 'rest' : '';
}

/** Answers 403 when the request reaches a blocked part, and tells whether it did. */
function sandbox_refuses(array $blocked): bool
{
    $part = sandbox_part();
    if (!in_array($part, $blocked, true)) {
        return false;
    }
    http_response_code(403);
    header('Content-Type: text/html; charset=utf-8');
    echo "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>403 Forbidden</title></head>\n",
        "<body><h1>Forbidden</h1><p>The sandbox blocks this address (<code>sandbox up --block $part</code>).</p></body>\n",
        "</html>\n";
    return true;
}

/** Forgets who is asking, as a host does that keeps the Authorization header from PHP. */
function sandbox_strip_authorization(): void
{
    foreach (['', 'REDIRECT_'] as $prefix) {
        unset($_SERVER[$prefix . 'HTTP_AUTHORIZATION'], $_SERVER[$prefix . 'REMOTE_USER']);
    }
    unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['PHP_AUTH_DIGEST'], $_SERVER['AUTH_TYPE']);
}

/** Returns the request's headers as they stand in $_SERVER, under their usual names. */
function sandbox_headers(): array
{
    $headers = [];
    foreach ($_SERVER as $name => $value) {
        if (str_starts_with($name, 'HTTP_')) {
            $headers[ucwords(strtolower(strtr(substr($name, 5), '_', '-')), '-')] = $value;
        }
    }
    return $headers;
}

/** Does what restrictions.json says; tells whether the request was answered by that. */
function sandbox_restrict(): bool
{
    $wish = json_decode((string) @file_get_contents(__DIR__ . '/restrictions.json'), true) ?? [];
    if ($wish['strip_authorization'] ?? false) {
        sandbox_strip_authorization();
    }
    define('SANDBOX_HEADERS', sandbox_headers()); // now: WordPress puts slashes into $_SERVER later
    return sandbox_refuses($wish['block'] ?? []);
}

// The server's own would still tell a stripped header; it is started without them (disable_functions).
if (!function_exists('apache_request_headers')) {
    function apache_request_headers(): array
    {
        return SANDBOX_HEADERS;
    }
}
if (!function_exists('getallheaders')) {
    function getallheaders(): array
    {
        return SANDBOX_HEADERS;
    }
}
