package dev.periscope.javaagent.inside;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The name an address was asked under. Not {@code getHostName}, which asks the resolver, nor what it found: a name out of a reverse look-up
 * is not one the program chose. The JDK keeps the name, but only for itself; inside java.base it is within reach.
 */
final class AskedName {
    private static final @Nullable MethodHandle NAME = find();

    private AskedName() {}

    static @Nullable String of(InetAddress address) {
        if (NAME == null) {
            return null;
        }
        try {
            String name = (String) NAME.invokeExact(address);
            return name != null && Names.isField(name) ? name : null;
        } catch (Throwable unknown) {
            return null; // the client then goes by the address alone
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> type = Class.forName("java.net.InetAddress$InetAddressHolder");
            MethodHandle holder = lookup.findVirtual(InetAddress.class, "holder", MethodType.methodType(type));
            MethodHandle name = lookup.findVirtual(type, "getOriginalHostName", MethodType.methodType(String.class));
            return MethodHandles.filterReturnValue(holder, name);
        } catch (ReflectiveOperationException elsewhere) {
            return null;
        }
    }
}
