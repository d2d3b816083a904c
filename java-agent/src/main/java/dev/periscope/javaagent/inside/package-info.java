/** What changed bytecode calls. The packed agent holds these classes as {@code java.net.Periscope*}: they are defined into java.base, where every class sees them. */
@NullMarked
package dev.periscope.javaagent.inside;

import org.jspecify.annotations.NullMarked;
