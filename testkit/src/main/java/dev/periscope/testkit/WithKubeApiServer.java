package dev.periscope.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class the JVM's API server: a parameter of type {@link KubeApiServer} is the server, one of type
 * {@link io.fabric8.kubernetes.client.KubernetesClient} is a client of its administrator, closed with the server.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubeApiServer.class)
public @interface WithKubeApiServer {}
