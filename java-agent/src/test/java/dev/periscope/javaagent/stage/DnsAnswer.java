package dev.periscope.javaagent.stage;

import java.nio.ByteBuffer;

/** Answers every A question with 192.0.2.10, every other with nothing (RFC 1035, section 4). */
final class DnsAnswer {
    private DnsAnswer() {}

    static byte[] to(byte[] question) {
        int end = 12;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        end += 5;
        boolean isA = question[end - 4] == 0 && question[end - 3] == 1;
        ByteBuffer answer = ByteBuffer.allocate(512);
        answer.put(question, 0, 2).putShort((short) 0x8180).putShort((short) 1);
        answer.putShort((short) (isA ? 1 : 0)).putInt(0).put(question, 12, end - 12);
        if (isA) {
            answer.putShort((short) 0xc00c)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(30)
                    .putShort((short) 4);
            answer.put(new byte[] {(byte) 192, 0, 2, 10});
        }
        byte[] bytes = new byte[answer.position()];
        answer.flip().get(bytes);
        return bytes;
    }
}
