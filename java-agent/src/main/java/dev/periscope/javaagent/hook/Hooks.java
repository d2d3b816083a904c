package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.inside.Report;
import dev.periscope.javaagent.inside.Router;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts the hooks into classes that are loaded and into those to come. */
public final class Hooks implements ClassFileTransformer {
    /** Classes of the JDK that have their hooks; written by any thread that loads one. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Throwable failure;

    private Hooks() {}

    /**
     * Changes the classes. The router has been started before.
     *
     * @throws HookException if the JDK is not as the hooks expect it; those that fit are in place then
     */
    public static void install(Instrumentation instrumentation) throws HookException {
        Hooks hooks = new Hooks();
        instrumentation.addTransformer(hooks, true);
        Set<String> expected = new HashSet<>();
        List<Class<?>> classes = new ArrayList<>();
        for (String name : JdkHooks.CLASSES) {
            try {
                classes.add(Class.forName(name.replace('/', '.'), false, null));
                expected.add(name);
            } catch (ClassNotFoundException otherVersion) {
                // One of two resolvers, or the asynchronous channel of another system.
            }
        }
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (NettyHooks.mayHave(loaded.getName().replace('.', '/')) && instrumentation.isModifiableClass(loaded)) {
                classes.add(loaded);
            }
        }
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | LinkageError refused) {
            throw new HookException("the JVM refused the change of a class: " + refused, refused);
        }
        expected.removeAll(hooks.done);
        if (!expected.isEmpty()) {
            throw new HookException("this Java has other methods than expected in " + expected, hooks.failure);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] original) {
        if (name == null) {
            return null;
        }
        List<Hook> hooks;
        if (loader == null) {
            hooks = JdkHooks.CLASSES.contains(name) ? JdkHooks.of(name) : List.of();
        } else {
            hooks = NettyHooks.mayHave(name) ? NettyHooks.of(name) : List.of();
        }
        return hooks.isEmpty() ? null : write(loader, name, original, hooks);
    }

    private byte @Nullable [] write(@Nullable ClassLoader loader, String name, byte[] original, List<Hook> hooks) {
        try {
            HookedClass.Outcome outcome = HookedClass.write(name, original, hooks);
            if (loader == null) {
                if (outcome.complete()) {
                    done.add(name);
                }
            } else if (!outcome.complete()) {
                warn(name);
            }
            return outcome.bytes();
        } catch (RuntimeException unreadable) {
            failure = unreadable;
            if (loader != null) {
                warn(name);
            }
            return null;
        }
    }

    private static void warn(String name) {
        String text =
                name.replace('/', '.') + " is not as the agent knows it, so what Netty does natively may pass it by:"
                        + " start the program with -Dio.netty.transport.noNative=true";
        Report.line(text);
        Router.warn(text);
    }
}
