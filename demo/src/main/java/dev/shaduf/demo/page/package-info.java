/**
 * The shop's page on the web, to click in. It is served on the loopback interface only, and sends
 * what is clicked to a server's tracking API.
 */
@NullMarked
package dev.shaduf.demo.page;

import org.jspecify.annotations.NullMarked;
