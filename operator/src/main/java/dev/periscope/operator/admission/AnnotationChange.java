package dev.periscope.operator.admission;

/** A change to an object's annotations, written as JSON Patch (RFC 6902). */
sealed interface AnnotationChange {

    /** Goes first where the object has no annotations at all. */
    record Begin() implements AnnotationChange {}

    /** Sets one, whether it is there or not. */
    record Put(String name, String value) implements AnnotationChange {}

    /** Removes one that is there. */
    record Remove(String name) implements AnnotationChange {}
}
