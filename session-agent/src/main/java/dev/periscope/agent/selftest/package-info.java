/** The agent against in-process peers over loopback: a check of an image, and the training run of its AOT cache. */
@NullMarked
package dev.periscope.agent.selftest;

import org.jspecify.annotations.NullMarked;
