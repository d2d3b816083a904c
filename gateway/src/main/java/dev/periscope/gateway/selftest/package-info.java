/** Everything the gateway does, over loopback and in one process: the AOT cache's training, and a check of an image. */
@NullMarked
package dev.periscope.gateway.selftest;

import org.jspecify.annotations.NullMarked;
