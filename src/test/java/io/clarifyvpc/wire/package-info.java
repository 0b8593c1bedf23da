/**
 * The deployment package as AWS would run it, against an emulator on this machine: profile {@code
 * wire} of the build.
 */
@NullMarked
package io.clarifyvpc.wire;

import org.jspecify.annotations.NullMarked;
