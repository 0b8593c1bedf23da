package io.clarifyvpc;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The rulings say how the definitions of the controls are to be read where two careful readers
 * could differ. A test that holds one names it: {@code @Tag("R-7")}; those of one ruling run with
 * {@code ./mvnw test -Dgroups=R-7}.
 */
class RulingsTest {
  private static final int LAST = 26;

  @Test
  void every_ruling_has_a_test_that_names_it() {
    var named =
        ReflectionSupport.findAllClassesInPackage(
                "io.clarifyvpc", _ -> true, name -> name.contains("Test"))
            .stream()
            .flatMap(RulingsTest::tags)
            .filter(tag -> tag.startsWith("R-"))
            .collect(toCollection(TreeSet::new));

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, LAST).mapToObj(number -> "R-" + number).toList());
  }

  /** The tags of a class's tests, and its own where it has any. */
  private static Stream<String> tags(Class<?> type) {
    var tests =
        ReflectionSupport.findMethods(
            type,
            method -> AnnotationSupport.isAnnotated(method, Testable.class),
            HierarchyTraversalMode.TOP_DOWN);
    return tests.isEmpty()
        ? Stream.empty()
        : Stream.<AnnotatedElement>concat(Stream.of(type), tests.stream())
            .flatMap(element -> Arrays.stream(element.getAnnotationsByType(Tag.class)))
            .map(Tag::value);
  }
}
