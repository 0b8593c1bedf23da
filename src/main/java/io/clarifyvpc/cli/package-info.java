/** The command line: check, demo, record, controls; on files and on the live account. */
@NullMarked
package io.clarifyvpc.cli;

import org.jspecify.annotations.NullMarked;
