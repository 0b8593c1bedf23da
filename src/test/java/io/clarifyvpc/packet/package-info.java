/**
 * The slow reading of networks, packet by packet, for property tests: a universe so small that
 * every packet can be tried. Written from AWS's words and not from the product, and shares no code
 * with it.
 */
package io.clarifyvpc.packet;
