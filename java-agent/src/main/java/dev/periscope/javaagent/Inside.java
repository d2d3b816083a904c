package dev.periscope.javaagent;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Defines the router's classes into java.base. Appending a jar to the boot class path would do as well, but it makes the JVM print a warning
 * and give up sharing of classes.
 */
final class Inside {
    static final String PACKAGE = "dev.periscope.javaagent.inside.";

    /** An interface before the classes that have it; the rest in any order. */
    static final List<String> CLASSES = List.of(
            "Client",
            "Answer$Kind",
            "Answer",
            "AskedName",
            "RefusedException",
            "ClientSocket",
            "Failure",
            "Line",
            "Literal",
            "Manner",
            "Names$1",
            "Names",
            "NettyRouter",
            "NoClient",
            "OwnName",
            "PropertyPolicy",
            "Report",
            "Router",
            "Scope",
            "TcpRoutes$1",
            "TcpRoutes",
            "Ticker",
            "UdpRoutes$1",
            "UdpRoutes$Relay",
            "UdpRoutes",
            "Welcome");

    private Inside() {}

    /**
     * Defines them.
     *
     * @return false if they have been defined before, by another copy of the agent
     */
    static boolean define(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        if (isDefined()) {
            return false;
        }
        Module base = InetAddress.class.getModule();
        Module agent = Inside.class.getModule();
        instrumentation.redefineModule(base, Set.of(), Map.of(), Map.of("java.net", Set.of(agent)), Set.of(), Map.of());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(InetAddress.class, MethodHandles.lookup());
        try (ZipFile jar = new ZipFile(jar())) {
            for (String name : CLASSES) {
                lookup.defineClass(bytes(jar, name));
            }
        }
        return true;
    }

    private static boolean isDefined() {
        try {
            Class.forName(PACKAGE + "Router", false, null);
            return true;
        } catch (ClassNotFoundException first) {
            return false;
        }
    }

    /** Straight from the file: a resource's URL would take a third of the time that all of this takes. */
    private static File jar() throws IOException {
        try {
            return new File(Inside.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static byte[] bytes(ZipFile jar, String name) throws IOException {
        String file = (PACKAGE + name).replace('.', '/') + ".class";
        ZipEntry entry = jar.getEntry(file);
        if (entry == null) {
            throw new FileNotFoundException(file + " is missing from the agent's jar");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
