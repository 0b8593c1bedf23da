/** The command line: check and demo, on files. */
@NullMarked
package io.clarifyvpc.cli;

import org.jspecify.annotations.NullMarked;
