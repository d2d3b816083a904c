/** What the schema generator cannot say by annotations. Used at build time only. */
@NullMarked
package dev.periscope.crds.schema;

import org.jspecify.annotations.NullMarked;
