package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.inside.Report;
import dev.periscope.javaagent.inside.Router;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hooks into classes: those that are loaded are changed at once, all others when they are. It stays registered for good, since
 * another agent's change of the same class starts from the original and asks everybody again.
 */
public final class Hooks implements ClassFileTransformer {
    /** Classes of the JDK that have their hooks; written by any thread that loads one. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Throwable failure;

    private Hooks() {}

    /**
     * From now on no class is used without its hooks. The router has been started before.
     *
     * @throws HookException if the JVM refuses to change a class that is loaded
     */
    public static Hooks arm(Instrumentation instrumentation) throws HookException {
        Hooks hooks = new Hooks();
        instrumentation.addTransformer(hooks, true);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getName().replace('.', '/');
            if (!type.isArray() && !hooksOf(type.getClassLoader(), name).isEmpty()) {
                loaded.add(type);
            }
        }
        try {
            if (!loaded.isEmpty()) {
                instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
            }
        } catch (UnmodifiableClassException | LinkageError refused) {
            throw new HookException("the JVM refused the change of a class: " + refused, refused);
        }
        return hooks;
    }

    /**
     * Loads what is not loaded yet, to see that every hook finds its place.
     *
     * @throws HookException if one does not; the others are in place then
     */
    public void complete() throws HookException {
        for (String name : JdkHooks.CLASSES) {
            try {
                Class.forName(name.replace('/', '.'), false, null);
            } catch (ClassNotFoundException otherVersion) {
                continue; // one of two resolvers, or the asynchronous channel of another system
            }
            if (!done.contains(name)) {
                throw new HookException("this Java has other methods than expected in " + name, failure);
            }
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
        List<Hook> hooks = hooksOf(loader, name);
        return hooks.isEmpty() ? null : write(loader, name, original, hooks);
    }

    private static List<Hook> hooksOf(@Nullable ClassLoader loader, String name) {
        if (loader == null) {
            return JdkHooks.CLASSES.contains(name) ? JdkHooks.of(name) : List.of();
        }
        return NettyHooks.mayHave(name) ? NettyHooks.of(name) : List.of();
    }

    private byte @Nullable [] write(@Nullable ClassLoader loader, String name, byte[] original, List<Hook> hooks) {
        try {
            HookedClass.Outcome outcome = HookedClass.write(name, original, hooks);
            if (!outcome.complete()) {
                warn(loader, name);
            } else if (loader == null) {
                done.add(name);
            }
            return outcome.bytes();
        } catch (RuntimeException | LinkageError unreadable) {
            failure = unreadable;
            warn(loader, name);
            return null;
        }
    }

    /** A class of the JDK is missed by {@link #complete}. */
    private static void warn(@Nullable ClassLoader loader, String name) {
        if (loader == null) {
            return;
        }
        String text =
                name.replace('/', '.') + " is not as the agent knows it, so what Netty does natively may pass it by:"
                        + " start the program with -Dio.netty.transport.noNative=true";
        Report.line(text);
        Router.warn(text);
    }
}
