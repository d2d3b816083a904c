package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.inside.NettyRouter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the hooks in Netty add. */
enum NettyCode implements Hook.Code {
    /** {@code Socket.connect(address)}. */
    CONNECT,
    /** The address on the stack is the kernel's. */
    PEER,
    /** A method that has an address and a port as its variables 4 and 5. */
    SEND_4,
    /** A method that has an address and a port as its variables 5 and 6. */
    SEND_5,
    /** A constructor whose parameters are the address as bytes, a scope and the port. */
    SOURCE_PARTS,
    SOURCE,
    /** {@code NativeDatagramPacket.init(memory, length, segment, recipient)}. */
    PACKET,
    /** A new datagram socket is on the stack. */
    DATAGRAM_SOCKET,
    /** A new stream socket is on the stack. */
    STREAM_SOCKET,
    NO,
    URING_CAUSE,
    URING_REFUSAL;

    private static final String ROUTER = Type.getInternalName(NettyRouter.class);

    @Override
    public void write(MethodVisitor method, String owner) {
        switch (this) {
            case CONNECT -> {
                method.visitVarInsn(Opcodes.ALOAD, 0);
                descriptor(method, owner);
                method.visitVarInsn(Opcodes.ALOAD, 1);
                router(method, "connect", "(ILjava/net/SocketAddress;)Ljava/net/SocketAddress;");
                method.visitVarInsn(Opcodes.ASTORE, 1);
            }
            case PEER -> {
                method.visitVarInsn(Opcodes.ALOAD, 0);
                descriptor(method, owner);
                method.visitInsn(Opcodes.SWAP);
                router(method, "peer", "(ILjava/net/InetSocketAddress;)Ljava/net/InetSocketAddress;");
            }
            case SEND_4 -> send(method, 4);
            case SEND_5 -> send(method, 5);
            case SOURCE_PARTS -> {
                source(method, "sourcePort", "([BI)I");
                source(method, "sourceAddress", "([BI)[B");
                method.visitVarInsn(Opcodes.ASTORE, 1);
                method.visitVarInsn(Opcodes.ISTORE, 3);
            }
            case SOURCE -> JdkCode.source(method);
            case PACKET -> JdkCode.send(method, 5);
            case DATAGRAM_SOCKET -> made(method, owner, "datagramSocket");
            case STREAM_SOCKET -> made(method, owner, "streamSocket");
            case NO -> {
                method.visitInsn(Opcodes.ICONST_0);
                method.visitInsn(Opcodes.IRETURN);
            }
            case URING_CAUSE -> {
                router(method, "uringRefusal", "()Ljava/lang/UnsupportedOperationException;");
                method.visitInsn(Opcodes.ARETURN);
            }
            case URING_REFUSAL -> {
                router(method, "uringRefusal", "()Ljava/lang/UnsupportedOperationException;");
                method.visitInsn(Opcodes.ATHROW);
            }
        }
    }

    private static void router(MethodVisitor method, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, ROUTER, name, descriptor, false);
    }

    /** Replaces the socket on the stack by its file descriptor, which alone tells streams from datagrams. */
    private static void descriptor(MethodVisitor method, String owner) {
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "intValue", "()I", false);
    }

    private static void made(MethodVisitor method, String owner, String note) {
        method.visitInsn(Opcodes.DUP);
        descriptor(method, owner);
        router(method, note, "(I)V");
    }

    private static void send(MethodVisitor method, int variable) {
        method.visitVarInsn(Opcodes.ALOAD, variable);
        method.visitVarInsn(Opcodes.ILOAD, variable + 1);
        router(method, "send", "(Ljava/net/InetAddress;I)Ljava/net/InetSocketAddress;");
        JdkCode.unpack(method, variable);
    }

    private static void source(MethodVisitor method, String name, String descriptor) {
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitVarInsn(Opcodes.ILOAD, 3);
        router(method, name, descriptor);
    }
}
