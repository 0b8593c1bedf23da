/**
 * Every JSON form: decoding of events, requests and AWS answers, encoding of assessments and
 * alerts.
 */
@NullMarked
package io.clarifyvpc.json;

import org.jspecify.annotations.NullMarked;
