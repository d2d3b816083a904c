package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.inside.Router;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the hooks in the JDK add. The router's name comes from its class: it is another one once the agent is packed. */
enum JdkCode implements Hook.Code {
    /** {@code Net.connect}: the address and the port are the last two parameters of a static method. */
    CONNECT,
    /** {@code NioSocketImpl.connect(address, millis)}. */
    SOCKET,
    /** {@code AbstractPlainSocketImpl.doConnect(address, port, millis)}. */
    PLAIN_SOCKET,
    /** {@code SocketChannelImpl.connect(address)}. */
    CHANNEL,
    /** {@code SocketChannelImpl.blockingConnect(address, nanos)}. */
    ADAPTOR,
    ASYNCHRONOUS,
    DATAGRAM_CONNECT,
    /** {@code DatagramChannelImpl.send(descriptor, buffer, target)}. */
    DATAGRAM_SEND,
    DATAGRAM_SOURCE,
    /** {@code lookupAllHostAddr(host)}, up to Java 17. */
    LOOKUP_17,
    /** {@code lookupByName(host, policy)}. */
    LOOKUP;

    private static final String ROUTER = Type.getInternalName(Router.class);
    private static final String ADDRESSES = "[Ljava/net/InetAddress;";

    @Override
    public void write(MethodVisitor method, String owner) {
        switch (this) {
            case CONNECT -> connect(method, 2);
            case PLAIN_SOCKET -> {
                method.visitVarInsn(Opcodes.ILOAD, 3);
                router(method, "waiting", "(I)V");
                connect(method, 1);
            }
            case SOCKET -> {
                method.visitVarInsn(Opcodes.ILOAD, 2);
                router(method, "waiting", "(I)V");
            }
            case CHANNEL -> {
                method.visitVarInsn(Opcodes.ALOAD, 0);
                method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "isBlocking", "()Z", false);
                router(method, "blocking", "(Z)V");
            }
            case ADAPTOR -> {
                method.visitVarInsn(Opcodes.LLOAD, 2);
                router(method, "waiting", "(J)V");
            }
            case ASYNCHRONOUS -> {
                method.visitInsn(Opcodes.ICONST_0);
                router(method, "blocking", "(Z)V");
            }
            case DATAGRAM_CONNECT -> router(method, "datagram", "()V");
            case DATAGRAM_SEND -> send(method, 3);
            case DATAGRAM_SOURCE -> source(method);
            case LOOKUP_17 -> {
                method.visitVarInsn(Opcodes.ALOAD, 1);
                router(method, "lookup", "(Ljava/lang/String;)" + ADDRESSES);
                returnUnlessNull(method, false);
            }
            case LOOKUP -> {
                method.visitVarInsn(Opcodes.ALOAD, 1);
                method.visitVarInsn(Opcodes.ALOAD, 2);
                String policy = "java/net/spi/InetAddressResolver$LookupPolicy";
                method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, policy, "characteristics", "()I", false);
                router(method, "lookup", "(Ljava/lang/String;I)" + ADDRESSES);
                returnUnlessNull(method, true);
            }
        }
    }

    /** Connects elsewhere: the address is in a variable, the port in the one after it. */
    private static void connect(MethodVisitor method, int variable) {
        method.visitVarInsn(Opcodes.ALOAD, variable);
        method.visitVarInsn(Opcodes.ILOAD, variable + 1);
        router(method, "connect", "(Ljava/net/InetAddress;I)Ljava/net/InetSocketAddress;");
        unpack(method, variable);
    }

    /** Takes the socket address on the stack apart into the variable of an address and that of a port after it. */
    static void unpack(MethodVisitor method, int variable) {
        String type = "java/net/InetSocketAddress";
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, "getAddress", "()Ljava/net/InetAddress;", false);
        method.visitVarInsn(Opcodes.ASTORE, variable);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, "getPort", "()I", false);
        method.visitVarInsn(Opcodes.ISTORE, variable + 1);
    }

    /** Sends the datagram whose target is in a variable elsewhere. */
    static void send(MethodVisitor method, int variable) {
        method.visitVarInsn(Opcodes.ALOAD, variable);
        router(method, "send", "(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;");
        method.visitVarInsn(Opcodes.ASTORE, variable);
    }

    /** Replaces the address on the stack, which a datagram came from, by its peer's. */
    static void source(MethodVisitor method) {
        router(method, "source", "(Ljava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;");
    }

    private static void router(MethodVisitor method, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, ROUTER, name, descriptor, false);
    }

    private static void returnUnlessNull(MethodVisitor method, boolean asStream) {
        Label platform = new Label();
        method.visitInsn(Opcodes.DUP);
        method.visitJumpInsn(Opcodes.IFNULL, platform);
        if (asStream) {
            String descriptor = "([Ljava/lang/Object;)Ljava/util/stream/Stream;";
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Arrays", "stream", descriptor, false);
        }
        method.visitInsn(Opcodes.ARETURN);
        method.visitLabel(platform);
        method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {ADDRESSES});
        method.visitInsn(Opcodes.POP);
    }
}
