package dev.periscope.javaagent.hook;

import org.objectweb.asm.MethodVisitor;

/**
 * One change of one method. No lambdas in this package: the first one would cost every program its machinery at start.
 *
 * @param method its name
 * @param descriptor how its descriptor begins, "" for any
 * @param place where instructions are added
 * @param code which
 */
record Hook(String method, String descriptor, Place place, Code code) {
    enum Place {
        /** Before the first instruction. */
        START,
        /** Before every return of a reference, which is on the stack. */
        RETURN,
        /** Before every call of {@code Net.connect}, whose arguments are on the stack. */
        CONNECT,
        /** In place of the method's own, without branches. */
        INSTEAD
    }

    /** A few instructions. */
    interface Code {
        /**
         * Writes them.
         *
         * @param owner internal name of the class the method is in
         */
        void write(MethodVisitor method, String owner);
    }

    boolean fits(String name, String descriptor) {
        return method.equals(name) && descriptor.startsWith(this.descriptor);
    }
}
