package dev.periscope.tunnel.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/**
 * Finds the public key of a private one: PKCS #8 need not carry it and the JDK does not compute it. Plain affine
 * double-and-add over BigInteger: not constant in time, so for a process' own key at its start only.
 */
final class P256 {

    private static final int BITS = 256;
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private P256() {}

    static PublicKey publicOf(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec curve = key.getParams();
        if (!(curve.getCurve().getField() instanceof ECFieldFp field) || field.getFieldSize() != BITS) {
            throw new InvalidKeyException("expected a P-256 key");
        }
        BigInteger p = field.getP();
        BigInteger a = curve.getCurve().getA();
        BigInteger scalar = key.getS();
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            sum = twice(sum, p, a);
            if (scalar.testBit(bit)) {
                sum = plus(sum, curve.getGenerator(), p, a);
            }
        }
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(sum, curve));
    }

    private static ECPoint twice(ECPoint point, BigInteger p, BigInteger a) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return point;
        }
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger slope = x.multiply(x)
                .multiply(THREE)
                .add(a)
                .multiply(y.multiply(TWO).modInverse(p))
                .mod(p);
        return along(slope, x, x, y, p);
    }

    private static ECPoint plus(ECPoint left, ECPoint right, BigInteger p, BigInteger a) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        if (left.equals(right)) {
            return twice(left, p, a);
        }
        BigInteger x = left.getAffineX();
        BigInteger dx = right.getAffineX().subtract(x);
        if (dx.signum() == 0) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger slope = right.getAffineY()
                .subtract(left.getAffineY())
                .multiply(dx.modInverse(p))
                .mod(p);
        return along(slope, x, right.getAffineX(), left.getAffineY(), p);
    }

    private static ECPoint along(BigInteger slope, BigInteger x1, BigInteger x2, BigInteger y1, BigInteger p) {
        BigInteger x = slope.multiply(slope).subtract(x1).subtract(x2).mod(p);
        return new ECPoint(x, slope.multiply(x1.subtract(x)).subtract(y1).mod(p));
    }
}
