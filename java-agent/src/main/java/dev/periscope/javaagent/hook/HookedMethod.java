package dev.periscope.javaagent.hook;

import dev.periscope.javaagent.hook.Hook.Place;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a method with what its hook adds. */
final class HookedMethod extends MethodVisitor {
    private final Hook hook;
    private final String owner;

    private HookedMethod(MethodVisitor method, Hook hook, String owner) {
        super(Opcodes.ASM9, method);
        this.hook = hook;
        this.owner = owner;
    }

    static MethodVisitor of(MethodVisitor method, Hook hook, String owner) {
        if (hook.place() != Place.INSTEAD) {
            return new HookedMethod(method, hook, owner);
        }
        method.visitCode();
        hook.code().write(method, owner);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return new MethodVisitor(Opcodes.ASM9) {}; // hears the method's own code and writes nothing
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (hook.place() == Place.START) {
            hook.code().write(mv, owner);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN && hook.place() == Place.RETURN) {
            hook.code().write(mv, owner);
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
        if (hook.place() == Place.CONNECT && name.equals("connect") && type.equals(JdkHooks.NET)) {
            hook.code().write(mv, owner);
        }
        super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
    }
}
