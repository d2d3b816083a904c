package dev.periscope.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Signals of the operating system, by {@code sun.misc.Signal} of the module jdk.unsupported: the only way to hear of
 * Ctrl-C without ending at once. By reflection, as javac warns of the direct use in a way nothing can switch off.
 */
final class Signals {
    private Signals() {}

    /**
     * Takes these signals from now on; those the platform does not know are left out.
     *
     * @param names without SIG
     * @param taken told each signal's number, on a thread of the JVM's own
     * @return undoes it
     */
    static Runnable handle(List<String> names, IntConsumer taken) {
        List<Runnable> undo = new ArrayList<>();
        for (String name : names) {
            try {
                undo.add(handle(name, taken));
            } catch (InvocationTargetException unknownHere) {
                // Windows has no HUP: nothing to take.
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("every JDK has jdk.unsupported", e);
            }
        }
        return () -> undo.forEach(Runnable::run);
    }

    private static Runnable handle(String name, IntConsumer taken) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        int number = (int) signalType.getMethod("getNumber").invoke(signal);
        Object handler = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "handle" -> {
                            taken.accept(number);
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                        default -> "periscope's handler of " + name;
                    };
                });
        Object before = signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
        return () -> {
            try {
                signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("it worked before", e);
            }
        };
    }
}
