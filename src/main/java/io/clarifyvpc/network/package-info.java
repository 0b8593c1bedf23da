/**
 * What follows from a snapshot: effective routes, private reach of services, security-group reach,
 * zones.
 */
@NullMarked
package io.clarifyvpc.network;

import org.jspecify.annotations.NullMarked;
